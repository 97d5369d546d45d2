package io.aegis.server.api;

import com.networknt.schema.Error;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.aegis.server.testing.TestServer.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** {@code /openapi.yaml} as a test reads it: its operations, and whether an answer is one that it describes. */
final class Description {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final List<String> METHODS = List.of("get", "put", "post", "delete", "patch");

    private final JsonNode root;
    private final SortedMap<String, JsonNode> operations = new TreeMap<>();
    private final SchemaRegistry schemas = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    Description(String yaml) {
        this.root = JSON.valueToTree(new Yaml().load(yaml));
        for (JsonNode path : root.path("paths").values()) {
            for (String method : METHODS) {
                if (path.has(method)) {
                    JsonNode operation = path.path(method);
                    operations.put(operation.path("operationId").asString(), operation);
                }
            }
        }
    }

    /** Their ids. */
    List<String> operations() {
        return List.copyOf(operations.keySet());
    }

    /** What of the answer is not as described; empty if all is. */
    List<String> problems(String operation, Answer answer) {
        JsonNode responses = Objects.requireNonNull(operations.get(operation)).path("responses");
        String status = Integer.toString(answer.status());
        JsonNode response = resolved(responses.has(status) ? responses.path(status) : responses.path("default"));
        if (response.isMissingNode()) {
            return List.of(operation + " does not describe " + answer);
        }
        String said = answer.header("Content-Type");
        String type = said.contains(";") ? said.substring(0, said.indexOf(';')) : said;
        JsonNode content = response.path("content");
        if (content.isMissingNode()) {
            return answer.body().isEmpty() ? List.of() : List.of(operation + " answers a body: " + answer);
        }
        if (!content.has(type)) {
            return List.of(operation + " answers " + type + ", described are " + content.propertyNames());
        }
        return type.endsWith("json") ? validated(operation, content.path(type).path("schema"), answer) : List.of();
    }

    private List<String> validated(String operation, JsonNode schema, Answer answer) {
        ObjectNode whole = JSON.createObjectNode();
        whole.setAll((ObjectNode) schema);
        whole.set("components", root.path("components"));
        List<String> problems = new ArrayList<>();
        for (Error error : schemas.getSchema(whole)
                .validate(
                        answer.json(),
                        context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)))) {
            problems.add(operation + ": " + error + " in " + answer.body());
        }
        return problems;
    }

    private JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? root.at(node.path("$ref").asString().substring(1)) : node;
    }
}
