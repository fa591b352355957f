package io.rootlesstck.image;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.BuildImageResultCallback;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.BuildResponseItem;
import io.rootlesstck.base.Progress;
import io.rootlesstck.base.TckException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedDeque;

/** Has an engine build an image of a recipe on top of another one. */
final class EngineBuild {
    private EngineBuild() {}

    /** Whether the engine has an image. */
    static boolean has(DockerClient engine, String reference) {
        try {
            engine.inspectImageCmd(reference).exec();
            return true;
        } catch (NotFoundException absent) {
            return false;
        }
    }

    /**
     * Builds an image.
     *
     * @param base the image that it stands on
     * @param reference its name with its tag
     * @return that name
     * @throws TckException if the engine refuses, with the end of what it said
     */
    static String build(
            DockerClient engine,
            BuildContext sent,
            String base,
            String reference,
            Progress.Step step) {
        ConcurrentLinkedDeque<String> said = new ConcurrentLinkedDeque<>();
        try (InputStream context = sent.open(step)) {
            engine.buildImageCmd(context)
                    .withBuildArg("BASE", base)
                    .withTags(Set.of(reference))
                    .withLabels(Map.of(NodeImage.LABEL, reference))
                    .withRemove(true)
                    .withForcerm(true)
                    .exec(
                            new BuildImageResultCallback() {
                                @Override
                                public void onNext(BuildResponseItem item) {
                                    if (item.getStream() != null) {
                                        said.add(item.getStream().stripTrailing());
                                    }
                                    super.onNext(item);
                                }
                            })
                    .awaitImageId();
            return reference;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (RuntimeException e) {
            List<String> lines = said.stream().toList();
            throw TckException.of("build the node image " + reference)
                    .found(
                            e.getMessage()
                                    + "\n"
                                    + String.join(
                                            "\n",
                                            lines.subList(
                                                    Math.max(0, lines.size() - 15), lines.size())))
                    .next(
                            "Look at its Dockerfile below images; free space on the engine if it is"
                                    + " full.")
                    .cause(e)
                    .error();
        }
    }
}
