package io.rootlesstck.evidence;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A packet in a VXLAN packet, as tcpdump tells of it.
 *
 * @param from address and port that sent the outer packet, as tcpdump writes them: {@code
 *     172.18.0.3.40412}
 * @param to address and port that it was sent to
 * @param vni the number of the virtual network
 * @param inner what tcpdump says of the packet inside
 */
public record VxlanPacket(String from, String to, int vni, String inner) {
    private static final Pattern OUTER =
            Pattern.compile(".*\\bIP (\\S+) > (\\S+): VXLAN, flags \\[I\\] \\(0x08\\), vni (\\d+)");

    /**
     * Reads what {@code tcpdump -nn -T vxlan} printed: two lines a packet. Other packets are passed
     * over.
     */
    public static List<VxlanPacket> read(String printed) {
        List<VxlanPacket> packets = new ArrayList<>();
        Matcher outer = null;
        for (String line : printed.lines().toList()) {
            Matcher next = OUTER.matcher(line);
            if (next.matches()) {
                outer = next;
            } else if (outer != null) {
                packets.add(
                        new VxlanPacket(
                                outer.group(1),
                                outer.group(2),
                                Integer.parseInt(outer.group(3)),
                                line.strip()));
                outer = null;
            }
        }
        return packets;
    }

    /** Whether the packet inside went from one address to another, whatever the ports. */
    public boolean carries(String sender, String receiver) {
        return Pattern.compile(
                        "IP %s(\\.\\d+)? > %s(\\.\\d+)?: "
                                .formatted(Pattern.quote(sender), Pattern.quote(receiver)))
                .matcher(inner)
                .find();
    }
}
