package io.rootlesstck.doctor;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** What was found, for a program. */
public final class DoctorJson {
    /** Raised when a program that read the last one would misread this one. */
    static final int SCHEMA = 1;

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private DoctorJson() {}

    /** Writes a report, indented, its keys and lists in one order. */
    public static String of(MachineReport report) {
        ObjectNode root = JSON.createObjectNode();
        root.put("schema", SCHEMA);
        root.put("fit", report.isFit());
        root.put("machine", report.where());
        root.put("distribution", report.distribution().title());
        root.put("kernel", report.kernel());
        JudgedUser user = report.user();
        if (user != null) {
            root.putObject("user")
                    .put("name", user.name())
                    .put("uid", user.uid())
                    .put("why", user.why());
        }
        ArrayNode findings = root.putArray("findings");
        report.findings().forEach(finding -> add(findings.addObject(), finding));
        ArrayNode engines = root.putArray("engines");
        report.engines().forEach(verdict -> add(engines.addObject(), verdict));
        return root.toPrettyString() + "\n";
    }

    private static void add(ObjectNode node, Finding finding) {
        node.put("id", finding.id());
        node.put("area", finding.topic().area().title());
        node.put("level", finding.level().word());
        node.put("what", finding.seen().what());
        node.put("breaks", finding.topic().breaks());
        finding.topic().claims().forEach(node.putArray("claims")::add);
        Remedy remedy = finding.seen().remedy();
        if (remedy != null) {
            node.putObject("mend").put("debian", remedy.debian()).put("fedora", remedy.fedora());
        }
        node.put("source", finding.topic().source());
    }

    private static void add(ObjectNode node, EngineVerdict verdict) {
        node.put("engine", verdict.engine().word());
        node.put("verdict", verdict.fitness().word());
        verdict.unfit().forEach(node.putArray("unfit")::add);
        verdict.undecided().forEach(node.putArray("undecided")::add);
        verdict.limits().forEach(node.putArray("limits")::add);
        verdict.notInstalled().forEach(node.putArray("notInstalled")::add);
    }
}
