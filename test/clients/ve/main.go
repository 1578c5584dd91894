// Sends what the ve command sends for `ve SERVICE ACTION --Parameter value ...`: through the SDK
// version that ve 1.1.3 is built with, untyped as ve does, configured by the same environment. It
// is no part of ve, knows no profile and checks no parameter.
package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"os"
	"strings"

	"github.com/volcengine/volcengine-go-sdk/volcengine"
	"github.com/volcengine/volcengine-go-sdk/volcengine/credentials"
	"github.com/volcengine/volcengine-go-sdk/volcengine/session"
	"github.com/volcengine/volcengine-go-sdk/volcengine/universal"
	"github.com/volcengine/volcengine-go-sdk/volcengine/volcengineerr"
)

var versions = map[string]string{"vpc": "2020-04-01", "ecs": "2020-04-01", "sts": "2018-01-01"}

func main() {
	if len(os.Args) < 3 {
		fail(errors.New("usage: ve SERVICE ACTION --Parameter value ..."))
	}
	answer, err := call(os.Args[1], os.Args[2], os.Args[3:])
	if err != nil {
		fail(err)
	}
	text, _ := json.MarshalIndent(answer, "", "    ")
	fmt.Println(string(text))
}

func call(service, action string, args []string) (map[string]interface{}, error) {
	asked := universal.RequestUniversal{
		ServiceName: service, Version: versions[service], Action: action,
		HttpMethod: universal.GET, ContentType: universal.Default,
	}
	endpoint, input := os.Getenv("VOLCENGINE_ENDPOINT"), map[string]interface{}{}
	for n := 0; n+1 < len(args); n += 2 {
		name, value := strings.TrimPrefix(args[n], "--"), args[n+1]
		switch name {
		case "endpoint":
			endpoint = value
		case "method":
			if strings.EqualFold(value, http.MethodPost) {
				asked.HttpMethod = universal.POST
			}
		case "body":
			// The method stays GET until it is told otherwise: ve goes by --method alone.
			asked.ContentType = universal.ApplicationJSON
			if err := json.Unmarshal([]byte(value), &input); err != nil {
				return nil, err
			}
		default:
			input[name] = value
		}
	}
	config := volcengine.NewConfig().
		WithRegion(os.Getenv("VOLCENGINE_REGION")).
		WithEndpoint(endpoint).
		WithDisableSSL(os.Getenv("VOLCENGINE_DISABLE_SSL") == "true").
		WithCredentials(credentials.NewStaticCredentials(
			os.Getenv("VOLCENGINE_ACCESS_KEY"), os.Getenv("VOLCENGINE_SECRET_KEY"), os.Getenv("VOLCENGINE_SESSION_TOKEN")))
	made, err := session.NewSession(config)
	if err != nil {
		return nil, err
	}
	output, err := universal.New(made).DoCall(asked, &input)
	if err != nil {
		return nil, err
	}
	return *output, nil
}

func fail(err error) {
	var refused volcengineerr.RequestFailure
	if errors.As(err, &refused) {
		fmt.Fprintf(os.Stderr, "%d %s: %s\n", refused.StatusCode(), refused.Code(), refused.Message())
	} else {
		fmt.Fprintln(os.Stderr, err)
	}
	os.Exit(1)
}
