package io.rootlesstck.doctor;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;

/**
 * What of a recorded machine no file can hold: the file {@value #FILE} at the root of its tree.
 *
 * @param schema {@value #SCHEMA}
 * @param uid of the one who recorded it
 * @param variables of the environment that were asked for
 * @param answers of programs that were asked
 * @param facts of files, by path
 * @param folders what is in folders, by path
 * @param unreadable what could not be read, by path, and why
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record RecordedMachine(
        int schema,
        int uid,
        Map<String, String> variables,
        List<Said> answers,
        Map<String, FileFacts> facts,
        Map<String, List<String>> folders,
        Map<String, String> unreadable) {
    static final String FILE = "tck-doctor.json";
    static final int SCHEMA = 1;

    /** What a program said, asked by these arguments. */
    record Said(List<String> argv, Answer answer) {}

    @SuppressWarnings("NullAway") // Jackson leaves out what a file leaves out
    RecordedMachine {
        variables = variables == null ? Map.of() : Map.copyOf(variables);
        answers = answers == null ? List.of() : List.copyOf(answers);
        facts = facts == null ? Map.of() : Map.copyOf(facts);
        folders = folders == null ? Map.of() : Map.copyOf(folders);
        unreadable = unreadable == null ? Map.of() : Map.copyOf(unreadable);
    }

    /** Nothing but the tree's files. */
    static RecordedMachine empty() {
        return new RecordedMachine(SCHEMA, 0, Map.of(), List.of(), Map.of(), Map.of(), Map.of());
    }

    /** How a probe stands among the answers. */
    static List<String> probe(Probe probe, int uid) {
        return List.of("probe", probe.name(), String.valueOf(uid));
    }
}
