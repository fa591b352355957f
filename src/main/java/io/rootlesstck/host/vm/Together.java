package io.rootlesstck.host.vm;

import io.rootlesstck.base.TckException;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Two pieces of work at once; when one fails, the other is interrupted. */
final class Together {
    private Together() {}

    /** Both results. */
    record Both<A, B>(A first, B second) {}

    static <A, B> Both<A, B> run(Callable<A> first, Callable<B> second) {
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            CompletionService<Object> service = new ExecutorCompletionService<>(threads);
            Future<A> a = submit(service, first);
            Future<B> b = submit(service, second);
            service.take().get();
            service.take().get();
            return new Both<>(a.get(), b.get());
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw TckException.of("build the parts of the embedded VM").cause(e).error();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw TckException.of("build the parts of the embedded VM")
                    .found("The run was interrupted.")
                    .cause(e)
                    .error();
        } finally {
            threads.shutdownNow();
        }
    }

    @SuppressWarnings("unchecked") // the service hands back the very future it was given to run
    private static <T> Future<T> submit(CompletionService<Object> service, Callable<T> work) {
        return (Future<T>) service.submit((Callable<Object>) work::call);
    }
}
