package io.rootlesstck;

import static java.util.stream.Collectors.joining;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apiguardian.api.API;
import org.apiguardian.api.API.Status;
import org.jspecify.annotations.Nullable;

/**
 * What users of the library can name: public types and their public and protected members, without
 * those that are {@link Status#INTERNAL}. A status holds for all that is in a package or type, but
 * for what has a status of its own.
 */
final class PublicApi {
    private final List<Class<?>> types;

    private PublicApi(List<Class<?>> types) {
        this.types = types;
    }

    static PublicApi of(JavaClasses kit) {
        return new PublicApi(
                kit.stream()
                        .filter(type -> !type.getSimpleName().equals("package-info"))
                        .<Class<?>>map(PublicApi::load)
                        .filter(PublicApi::isPublic)
                        .toList());
    }

    private static Class<?> load(JavaClass type) {
        try {
            return Class.forName(type.getName(), false, PublicApi.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A line for each type and member, in order; each tells all by itself. */
    SortedSet<String> lines() {
        SortedSet<String> lines = new TreeSet<>();
        for (Class<?> type : types) {
            lines.add(line(type));
            members(type).forEach(member -> lines.add(line(type, member)));
        }
        return lines;
    }

    /** Types of the kit that signatures name and that are no part of it. */
    SortedSet<String> leaks() {
        SortedSet<String> leaks = new TreeSet<>();
        for (Class<?> type : types) {
            for (Type above : supertypes(type)) {
                leaks(above, name -> leaks.add(type.getName() + " is a " + name));
            }
            for (Member member : members(type)) {
                for (Type named : signature(member)) {
                    leaks(named, name -> leaks.add(line(type, member) + "\n    names " + name));
                }
            }
        }
        return leaks;
    }

    private static boolean isPublic(Class<?> type) {
        for (Class<?> each = type; each != null; each = each.getEnclosingClass()) {
            if (!isVisible(each.getModifiers())) {
                return false;
            }
        }
        return !type.isAnonymousClass() && !isInternal(type);
    }

    private static boolean isVisible(int modifiers) {
        return Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
    }

    private static boolean isInternal(Class<?> type) {
        for (Class<?> each = type; each != null; each = each.getEnclosingClass()) {
            Status status = status(each);
            if (status != null) {
                return status == Status.INTERNAL;
            }
        }
        Status status = status(type.getPackage());
        if (status == null) {
            throw new AssertionError(
                    "The package-info of %s needs an @API(status = …)."
                            .formatted(type.getPackageName()));
        }
        return status == Status.INTERNAL;
    }

    private static @Nullable Status status(AnnotatedElement element) {
        API api = element.getAnnotation(API.class);
        return api == null ? null : api.status();
    }

    private static List<Member> members(Class<?> type) {
        List<Member> members = new ArrayList<>();
        Class<?> each = type;
        do {
            Stream.of(each.getDeclaredFields(), each.getDeclaredMethods())
                    .flatMap(Arrays::stream)
                    .forEach(member -> members.add((Member) member));
            each = each.getSuperclass();
            // What is public in a class that users cannot name is theirs by way of its subclass.
        } while (each != null && isOurs(each) && !isPublic(each));
        if (!type.isRecord()) {
            members.addAll(List.of(type.getDeclaredConstructors()));
        }
        members.removeIf(
                member ->
                        !isVisible(member.getModifiers())
                                || member.isSynthetic()
                                || isMadeByTheCompiler(type, member)
                                || status((AnnotatedElement) member) == Status.INTERNAL
                                || (Modifier.isProtected(member.getModifiers())
                                        && Modifier.isFinal(type.getModifiers())));
        return members;
    }

    private static boolean isMadeByTheCompiler(Class<?> type, Member member) {
        return (type.isEnum() && List.of("values", "valueOf").contains(member.getName()))
                || (type.isRecord()
                        && List.of("equals", "hashCode", "toString").contains(member.getName()));
    }

    private static List<Type> supertypes(Class<?> type) {
        List<Type> above = new ArrayList<>(List.of(type.getGenericInterfaces()));
        Type parent = type.getGenericSuperclass();
        if (parent != null && parent != Object.class && !type.isRecord() && !type.isEnum()) {
            Class<?> raw = type.getSuperclass();
            above.add(0, isOurs(raw) && !isPublic(raw) ? Object.class : parent);
            above.remove(Object.class);
        }
        return above;
    }

    private static String line(Class<?> type) {
        String kind =
                type.isAnnotation()
                        ? "annotation"
                        : type.isInterface()
                                ? "interface"
                                : type.isEnum() ? "enum" : type.isRecord() ? "record" : "class";
        String above = supertypes(type).stream().map(PublicApi::name).collect(joining(", "));
        return "%s: %s%s%s"
                .formatted(
                        type.getName(),
                        modifiers(type.getModifiers(), kind.equals("class")),
                        kind,
                        above.isEmpty() ? "" : " of " + above);
    }

    private static String line(Class<?> type, Member member) {
        String place = type.getName() + "#";
        String modifiers = modifiers(member.getModifiers(), member instanceof Method);
        if (member instanceof Field field) {
            return place + field.getName() + ": " + modifiers + name(field.getGenericType());
        }
        Executable executable = (Executable) member;
        String parameters =
                Arrays.stream(executable.getGenericParameterTypes())
                        .map(PublicApi::name)
                        .collect(joining(", "));
        String thrown =
                Arrays.stream(executable.getGenericExceptionTypes())
                        .map(PublicApi::name)
                        .sorted()
                        .collect(joining(", "));
        String value = "";
        String result = "";
        if (member instanceof Method method) {
            result = name(method.getGenericReturnType());
            value = method.getDefaultValue() == null ? "" : " with a default";
        }
        return "%s%s(%s): %s%s%s%s"
                .formatted(
                        place,
                        member instanceof Constructor ? "new" : member.getName(),
                        parameters,
                        modifiers,
                        result,
                        value,
                        thrown.isEmpty() ? "" : " throws " + thrown)
                .strip();
    }

    /** Those that a user can tell apart; that a method is final matters where it is inherited. */
    private static String modifiers(int modifiers, boolean extensible) {
        StringBuilder words = new StringBuilder();
        if (Modifier.isProtected(modifiers)) {
            words.append("protected ");
        }
        if (Modifier.isStatic(modifiers)) {
            words.append("static ");
        }
        if (extensible && Modifier.isAbstract(modifiers)) {
            words.append("abstract ");
        }
        if (extensible && Modifier.isFinal(modifiers)) {
            words.append("final ");
        }
        return words.toString();
    }

    private static String name(Type type) {
        return type.getTypeName()
                .replaceAll("\\bjava\\.(lang|util|time|nio\\.file)\\.(?=[A-Z])", "");
    }

    private static List<Type> signature(Member member) {
        if (member instanceof Field field) {
            return List.of(field.getGenericType());
        }
        Executable executable = (Executable) member;
        List<Type> named = new ArrayList<>(List.of(executable.getGenericParameterTypes()));
        named.addAll(List.of(executable.getGenericExceptionTypes()));
        if (member instanceof Method method) {
            named.add(method.getGenericReturnType());
        }
        return named;
    }

    private static void leaks(Type type, Consumer<String> found) {
        if (type instanceof Class<?> named) {
            Class<?> element = named.isArray() ? named.getComponentType() : named;
            if (isOurs(element) && !isPublic(element)) {
                found.accept(element.getName());
            }
        } else if (type instanceof ParameterizedType generic) {
            leaks(generic.getRawType(), found);
            Arrays.stream(generic.getActualTypeArguments()).forEach(each -> leaks(each, found));
        } else if (type instanceof GenericArrayType array) {
            leaks(array.getGenericComponentType(), found);
        } else if (type instanceof WildcardType wildcard) {
            Stream.of(wildcard.getUpperBounds(), wildcard.getLowerBounds())
                    .flatMap(Arrays::stream)
                    .forEach(each -> leaks(each, found));
        } else if (!(type instanceof TypeVariable)) {
            throw new IllegalArgumentException("a new kind of type: " + type);
        }
    }

    private static boolean isOurs(Class<?> type) {
        return type.getName().startsWith("io.rootlesstck.");
    }
}
