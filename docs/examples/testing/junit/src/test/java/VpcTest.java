import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.volcengine.ApiClient;
import com.volcengine.ApiException;
import com.volcengine.UniversalApi;
import com.volcengine.UniversalRequest;
import com.volcengine.sign.Credentials;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each test has an account of its own: an empty world, which no other test sees. */
class VpcTest {
    private Tenon.Account account;
    private UniversalApi api;

    @BeforeEach
    void anAccount() {
        account = new Tenon.Account();
        api = new UniversalApi(new ApiClient()
                .setEndpoint(Tenon.URL.replace("http://", ""))
                .setDisableSSL(true)
                .setRegion(System.getenv("VOLCENGINE_REGION"))
                .setCredentials(
                        Credentials.getCredentials(account.accessKeyId, account.secretAccessKey)));
    }

    @AfterEach
    void gone() {
        account.close();
    }

    @Test
    void theWorldIsEmptyAtFirst() throws Exception {
        assertEquals(List.of(), vpcs());
    }

    @Test
    void aVpcIsAvailableAfterAWhile() throws Exception {
        vpc("CreateVpc", Map.of("CidrBlock", "10.0.0.0/16"));
        Tenon.advance("1m");
        assertEquals(1, vpcs().size());
        assertEquals("Available", ((Map<?, ?>) vpcs().get(0)).get("Status"));
    }

    @Test
    void aVpcThatIsHeldStaysOnItsWay() throws Exception {
        account.fault("vpc", "CreateVpc", "\"when\":\"settle\",\"hold\":true");
        vpc("CreateVpc", Map.of("CidrBlock", "10.0.0.0/16"));
        Tenon.advance("1h");
        assertEquals("Creating", ((Map<?, ?>) vpcs().get(0)).get("Status"));
    }

    @Test
    void aRefusalIsSeen() {
        account.fault("vpc", "CreateVpc",
                "\"when\":\"before\",\"refuse\":{\"code\":\"QuotaExceeded.Vpc\"}");
        var refused = assertThrows(ApiException.class,
                () -> vpc("CreateVpc", Map.of("CidrBlock", "10.0.0.0/16")));
        assertEquals("QuotaExceeded.Vpc",
                refused.getResponseMetadata().getError().getCode());
    }

    private List<?> vpcs() throws ApiException {
        return (List<?>) vpc("DescribeVpcs", Map.of()).get("Vpcs");
    }

    private Map<?, ?> vpc(String action, Map<String, Object> input) throws ApiException {
        UniversalRequest request = new UniversalRequest("vpc", action, "2020-04-01");
        return (Map<?, ?>) api.doCall(request, input).get("Result");
    }
}
