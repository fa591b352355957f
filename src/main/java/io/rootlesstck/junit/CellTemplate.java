package io.rootlesstck.junit;

import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ClassTemplateInvocationContext;
import org.junit.jupiter.api.extension.ClassTemplateInvocationContextProvider;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Runs a class once for each cell. */
final class CellTemplate implements ClassTemplateInvocationContextProvider {
    @Override
    public boolean supportsClassTemplate(ExtensionContext context) {
        return true;
    }

    @Override
    public Stream<ClassTemplateInvocationContext> provideClassTemplateInvocationContexts(
            ExtensionContext context) {
        return TckRun.of(context).cells().stream().map(InCell::new);
    }

    private record InCell(CellRun cell) implements ClassTemplateInvocationContext {
        @Override
        public String getDisplayName(int invocationIndex) {
            return "[" + cell.cell().id() + "]";
        }

        @Override
        public void prepareInvocation(ExtensionContext context) {
            context.getStore(TckRun.NAMESPACE).put(ClassScope.class, ClassScope.of(cell, context));
        }
    }
}
