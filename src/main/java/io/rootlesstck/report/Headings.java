package io.rootlesstck.report;

import static java.util.Comparator.comparing;

import io.rootlesstck.claim.ClaimSource;
import io.rootlesstck.claim.PageClaim;
import java.net.URI;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The headings that claims stand under, in the order of the page and then of other sources. */
final class Headings {
    /** The page's own headings from its top to its end, which no file of the kit says. */
    private static final List<String> OF_THE_PAGE =
            List.of(
                    "Before you begin",
                    "Creating a user namespace",
                    "Creating a delegated cgroup tree",
                    "Configuring network",
                    "Configuring CRI",
                    "Configuring kubelet",
                    "Configuring kube-proxy",
                    "Caveats");

    /** The first rank of headings that are not the page's. */
    static final int OF_OTHERS = 1000;

    static final Comparator<Heading> IN_ORDER =
            comparing(Heading::rank)
                    .thenComparing(Heading::source)
                    .thenComparing(Heading::title)
                    .thenComparing(Heading::url);

    private Headings() {}

    /**
     * A heading.
     *
     * @param url of the place, or of the source where its headings have no address; may be empty
     */
    record Heading(int rank, String title, String source, String url) {}

    /** The heading of a claim; of one that is not known, a heading that says so. */
    static Heading of(@Nullable PageClaim claim) {
        if (claim == null) {
            return new Heading(Integer.MAX_VALUE, "Claims that this kit does not know", "", "");
        }
        ClaimSource source = claim.source();
        int place = OF_THE_PAGE.indexOf(claim.heading());
        int rank =
                !source.name().equals("page") ? OF_OTHERS : place < 0 ? OF_THE_PAGE.size() : place;
        return new Heading(rank, claim.heading(), source.title(), url(source, claim.heading()));
    }

    private static String url(ClaimSource source, String heading) {
        // Hugo, which makes kubernetes.io, gives each heading an address of this form.
        return "kubernetes.io".equals(URI.create(source.url()).getHost())
                ? source.url()
                        + "#"
                        + heading.toLowerCase(Locale.ROOT)
                                .replaceAll("[^a-z0-9 -]", "")
                                .replace(' ', '-')
                : source.url();
    }
}
