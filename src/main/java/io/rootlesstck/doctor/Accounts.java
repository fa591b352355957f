package io.rootlesstck.doctor;

import io.rootlesstck.base.TckException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** The users of a machine, and which of them is judged. */
final class Accounts {
    private static final String FILE = "/etc/passwd";
    private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");
    private static final int FIELDS = 7;
    private static final int HOME = 5;
    private static final int SHELL = 6;

    // UID_MIN and UID_MAX, login.defs(5), as all distributions set them
    private static final int FIRST_PERSON = 1000;
    private static final int LAST_PERSON = 60000;

    private final MachineTree tree;
    private final List<Account> all;

    /** A line of passwd(5). */
    record Account(String name, int uid, int gid, String home, String shell) {
        JudgedUser judged(String why) {
            return new JudgedUser(name, uid, gid, home, why);
        }

        boolean isPerson() {
            return uid >= FIRST_PERSON
                    && uid <= LAST_PERSON
                    && !shell.endsWith("/nologin")
                    && !shell.endsWith("/false");
        }
    }

    Accounts(MachineTree tree) {
        this.tree = tree;
        this.all = parse(tree.text(FILE).orElse(""));
    }

    /** Reads passwd(5); lines of another form are passed over, as the C library does. */
    static List<Account> parse(String text) {
        List<Account> accounts = new ArrayList<>();
        for (String line : text.lines().toList()) {
            String[] fields = line.split(":", -1);
            if (fields.length == FIELDS
                    && !fields[0].isEmpty()
                    && NUMBER.matcher(fields[2]).matches()
                    && NUMBER.matcher(fields[3]).matches()) {
                accounts.add(
                        new Account(
                                fields[0],
                                Integer.parseInt(fields[2]),
                                Integer.parseInt(fields[3]),
                                fields[HOME],
                                fields[SHELL]));
            }
        }
        return accounts;
    }

    /**
     * The user with a name or number.
     *
     * @throws io.rootlesstck.base.UsageException if there is none, or it is root
     */
    JudgedUser named(String given) {
        Account account =
                find(each -> each.name().equals(given) || String.valueOf(each.uid()).equals(given))
                        .or(() -> asked(given))
                        .orElseThrow(
                                () ->
                                        TckException.of("judge the machine for --user " + given)
                                                .found(
                                                        "%s has no such user; %s names: %s."
                                                                .formatted(
                                                                        tree.describe(),
                                                                        FILE,
                                                                        people()))
                                                .next("Name one that is there.")
                                                .usage());
        if (account.uid() == 0) {
            throw TckException.of("judge the machine for --user " + given)
                    .found("It is root, and rootless Kubernetes is what runs without it.")
                    .next("Name the user that is to run the node; there are: " + people() + ".")
                    .usage();
        }
        return account.judged("named by --user");
    }

    private String people() {
        List<String> names = all.stream().filter(Account::isPerson).map(Account::name).toList();
        return names.isEmpty() ? "nobody who logs in" : String.join(", ", names);
    }

    /** The user to judge where none is named: the one who looks; for root, whom it stands for. */
    Optional<JudgedUser> usual() {
        int uid = tree.uid();
        if (uid != 0) {
            String number = String.valueOf(uid);
            return Optional.of(
                    find(each -> each.uid() == uid)
                            .or(() -> asked(number))
                            .orElse(new Account(number, uid, uid, "/", ""))
                            .judged("who runs this"));
        }
        Optional<Account> sudo =
                tree.variable("SUDO_USER")
                        .flatMap(name -> find(each -> each.name().equals(name)))
                        .filter(each -> each.uid() != 0);
        if (sudo.isPresent()) {
            return sudo.map(each -> each.judged("who called sudo"));
        }
        return find(Account::isPerson)
                .map(
                        each ->
                                each.judged(
                                        "the first of /etc/passwd who can log in, as root runs this"));
    }

    private Optional<Account> find(Predicate<Account> wanted) {
        return all.stream().filter(wanted).findFirst();
    }

    /** Of LDAP and the like, which only the C library reaches. */
    private Optional<Account> asked(String given) {
        if (given.startsWith("-")) {
            return Optional.empty(); // getent would take it for an option
        }
        return tree.answer(List.of("getent", "passwd", given))
                .filter(Answer::ok)
                .flatMap(answer -> parse(answer.out()).stream().findFirst());
    }
}
