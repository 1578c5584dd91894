import com.google.gson.Gson;
import com.volcengine.ApiClient;
import com.volcengine.ApiException;
import com.volcengine.UniversalApi;
import com.volcengine.UniversalRequest;
import com.volcengine.sign.Credentials;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Supplier;

/** How every step asks, what it looks at and what it waits for. */
abstract class Check {
    static final Gson GSON = new Gson();
    static final Map<String, Integer> CALLS = new TreeMap<>();
    static final String ZONE = "cn-beijing-a";

    private static final long PATIENCE_MS = 20_000;

    /** One service, asked with one key. */
    static final class Service {
        private final UniversalApi api;
        private final String name, version;

        Service(UniversalApi api, String name, String version) {
            this.api = api;
            this.name = name;
            this.version = version;
        }

        Service(UniversalApi api, String name) {
            this(api, name, "2020-04-01");
        }

        /**
         * `input` is names and values in turn: on GET, UniversalApi leaves it to its user to
         * number lists.
         */
        Part ask(String action, Object... input) {
            Map<String, Object> parameters = new LinkedHashMap<>();
            for (int at = 0; at < input.length; at += 2) {
                parameters.put((String) input[at], input[at + 1]);
            }
            return call(api, new UniversalRequest(name, action, version), parameters);
        }
    }

    @SuppressWarnings("unchecked")
    static Part call(UniversalApi api, UniversalRequest request, Map<String, Object> in) {
        CALLS.merge(request.getServiceName() + ":" + request.getAction(), 1, Integer::sum);
        try {
            return new Part((Map<String, Object>) api.doCall(request, in).get("Result"));
        } catch (ApiException refusal) {
            throw new Refused(refusal);
        }
    }

    static UniversalApi signedBy(String id, String secret, String token) {
        return new UniversalApi(new ApiClient()
                .setEndpoint(env("VOLCENGINE_ENDPOINT").replace("http://", ""))
                .setDisableSSL(true)
                .setRegion(env("VOLCENGINE_REGION"))
                .setCredentials(token == null
                        ? Credentials.getCredentials(id, secret)
                        : Credentials.getCredentials(id, secret, token)));
    }

    static String env(String name) {
        return Objects.requireNonNull(System.getenv(name), name);
    }

    static Part until(String status, Supplier<Part> read) {
        Part[] last = new Part[1];
        poll(() -> {
            last[0] = read.get();
            return last[0].text("Status").equals(status);
        });
        return last[0];
    }

    /** Polls until the only one of a list has the status. */
    static Part only(String status, Supplier<List<Part>> listed) {
        return until(status, () -> one(listed.get()));
    }

    static Part one(List<Part> listed) {
        equal(listed.size(), 1);
        return listed.get(0);
    }

    static void gone(Supplier<List<Part>> listed) {
        poll(() -> listed.get().isEmpty());
    }

    static void poll(Supplier<Boolean> done) {
        long end = System.currentTimeMillis() + PATIENCE_MS;
        while (!done.get()) {
            if (System.currentTimeMillis() > end) throw new AssertionError("it did not come about");
            try {
                Thread.sleep(20);
            } catch (InterruptedException interrupted) {
                throw new AssertionError(interrupted);
            }
        }
    }

    static void refused(int status, String code, Supplier<Part> call) {
        try {
            call.get();
        } catch (Refused refused) {
            equal(refused.status + " " + refused.code, status + " " + code);
            return;
        }
        throw new AssertionError(code + " was expected, and the call succeeded");
    }

    static void equal(Object actual, Object expected) {
        if (!actual.equals(expected)) throw new AssertionError(actual + " is not " + expected);
    }

    /** A refusal, as its user reads it from the ApiException. */
    static final class Refused extends RuntimeException {
        final int status;
        final String code;

        Refused(ApiException refusal) {
            super(refusal.getResponseBody(), refusal);
            status = refusal.getCode();
            code = refusal.getResponseMetadata().getError().getCode();
        }
    }

    /** A part of an answer: UniversalApi gives maps. */
    static final class Part {
        final Map<String, Object> fields;

        Part(Map<String, Object> fields) {
            this.fields = fields;
        }

        String text(String name) {
            return (String) fields.get(name);
        }

        int number(String name) {
            return ((Number) fields.get(name)).intValue();
        }

        boolean flag(String name) {
            return (Boolean) fields.get(name);
        }

        @SuppressWarnings("unchecked")
        Part part(String name) {
            return new Part((Map<String, Object>) fields.get(name));
        }

        @SuppressWarnings("unchecked")
        List<String> texts(String name) {
            return (List<String>) fields.get(name);
        }

        @SuppressWarnings("unchecked")
        List<Part> parts(String name) {
            List<Part> parts = new ArrayList<>();
            for (Object each : (List<Object>) fields.get(name)) {
                parts.add(new Part((Map<String, Object>) each));
            }
            return parts;
        }
    }
}
