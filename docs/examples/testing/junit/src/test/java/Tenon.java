import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.regex.Pattern;

/** The server that the tests run beside, by its control API: tenon run -- mvn test */
final class Tenon {
    static final String URL = System.getenv("TENON_ENDPOINT");
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    /** An account with its own empty world. */
    static final class Account implements AutoCloseable {
        final String id;
        final String accessKeyId;
        final String secretAccessKey;

        Account() {
            String made = ask("POST", "accounts", "{}");
            id = field(made, "accountId");
            accessKeyId = field(made, "accessKeyId");
            secretAccessKey = field(made, "secretAccessKey");
        }

        /** A fault that strikes this account alone; {@code rest} are the other fields in JSON. */
        void fault(String service, String action, String rest) {
            ask("POST", "faults", String.format(
                    "{\"service\":\"%s\",\"action\":\"%s\",\"account\":\"%s\",%s}",
                    service, action, id, rest));
        }

        @Override
        public void close() {
            ask("DELETE", "accounts/" + id, "");
        }
    }

    /** Lets time pass and settles what became due. */
    static void advance(String by) {
        ask("POST", "clock", "{\"advance\":\"" + by + "\"}");
    }

    private static String ask(String method, String path, String body) {
        try {
            var request = HttpRequest.newBuilder(URI.create(URL + "/_tenon/" + path))
                    .method(method, BodyPublishers.ofString(body))
                    .build();
            var answer = HTTP.send(request, BodyHandlers.ofString());
            if (answer.statusCode() != 200) throw new AssertionError(answer.body());
            return answer.body();
        } catch (java.io.IOException | InterruptedException error) {
            throw new AssertionError(error);
        }
    }

    private static String field(String json, String name) {
        var found = Pattern.compile("\"" + name + "\":\"([^\"]*)\"").matcher(json);
        if (!found.find()) throw new AssertionError(json);
        return found.group(1);
    }
}
