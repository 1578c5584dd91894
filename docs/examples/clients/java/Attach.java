// java -cp 'lib/*' Attach.java ENI INSTANCE: attaches an interface and waits until it is in use.
import com.volcengine.ApiClient;
import com.volcengine.ApiException;
import com.volcengine.UniversalApi;
import com.volcengine.UniversalRequest;
import com.volcengine.sign.Credentials;
import java.util.Map;

public class Attach {
    private static final UniversalApi API = new UniversalApi(new ApiClient()
            .setEndpoint(System.getenv("VOLCENGINE_ENDPOINT").replace("http://", ""))
            .setDisableSSL(true)
            .setRegion(System.getenv("VOLCENGINE_REGION"))
            .setCredentials(Credentials.getCredentials(
                    System.getenv("VOLCENGINE_ACCESS_KEY"),
                    System.getenv("VOLCENGINE_SECRET_KEY"))));

    public static void main(String[] args) throws Exception {
        int code = 0;
        try {
            attach(args[0], args[1]);
        } catch (ApiException refusal) {
            var error = refusal.getResponseMetadata().getError();
            System.err.println(
                    refusal.getCode() + " " + error.getCode() + ": " + error.getMessage());
            code = 1;
        }
        System.exit(code); // the HTTP client's threads would keep it alive for a while
    }

    private static void attach(String eni, String instance) throws Exception {
        vpc("AttachNetworkInterface", Map.of("NetworkInterfaceId", eni, "InstanceId", instance));
        for (String status = ""; !status.equals("InUse"); Thread.sleep(200)) {
            status = (String) vpc(
                    "DescribeNetworkInterfaceAttributes", Map.of("NetworkInterfaceId", eni))
                    .get("Status");
            System.out.println(status);
        }
    }

    /** On GET, lists are numbered by hand: "SubnetIds.1". */
    private static Map<?, ?> vpc(String action, Map<String, Object> input) throws ApiException {
        UniversalRequest request = new UniversalRequest("vpc", action, "2020-04-01");
        return (Map<?, ?>) API.doCall(request, input).get("Result");
    }
}
