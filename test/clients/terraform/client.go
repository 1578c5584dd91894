package main

import (
	"fmt"
	"net/http"
	"net/url"
	"os"
	"strings"
	"sync"

	"github.com/volcengine/volcengine-go-sdk/volcengine"
	"github.com/volcengine/volcengine-go-sdk/volcengine/credentials"
	"github.com/volcengine/volcengine-go-sdk/volcengine/session"
	"github.com/volcengine/volcengine-go-sdk/volcengine/universal"
)

// Params are the parameters of a call as the provider flattens them: "Tags.1.Key".
type Params map[string]interface{}

// Client calls through the SDK that the provider pins, untyped as the provider does.
type Client struct {
	universal *universal.Universal
	mutex     sync.Mutex
	calls     map[string]int
}

// newClient reads the provider's environment variables. With TENON_PROXY_URL set it is the
// provider's proxy_url mode: no endpoint, and the server stands between as an HTTP proxy.
func newClient() (*Client, error) {
	config := volcengine.NewConfig().
		WithRegion(os.Getenv("VOLCENGINE_REGION")).
		WithDisableSSL(true).
		WithCredentials(credentials.NewStaticCredentials(
			os.Getenv("VOLCENGINE_ACCESS_KEY"), os.Getenv("VOLCENGINE_SECRET_KEY"), ""))
	if proxy := os.Getenv("TENON_PROXY_URL"); proxy != "" {
		address, err := url.Parse(proxy)
		if err != nil {
			return nil, err
		}
		config = config.WithHTTPClient(&http.Client{
			Transport: &http.Transport{Proxy: http.ProxyURL(address)},
		})
	} else {
		config = config.WithEndpoint(os.Getenv("VOLCENGINE_ENDPOINT"))
	}
	made, err := session.NewSession(config)
	if err != nil {
		return nil, err
	}
	return &Client{universal: universal.New(made), calls: map[string]int{}}, nil
}

var versions = map[string]string{
	"vpc":         "2020-04-01",
	"ecs":         "2020-04-01",
	"natgateway":  "2020-04-01",
	"storage_ebs": "2020-04-01",
	"clb":         "2020-04-01",
	"iam":         "2021-08-01",
}

// versionOf is the version that the provider calls: iam has projects in a newer one.
func versionOf(service, action string) string {
	if service == "iam" && !strings.Contains(action, "Project") {
		return "2018-01-01"
	}
	return versions[service]
}

// call sends one GET and gives back the whole envelope. A refusal is an error of the SDK's.
func (c *Client) call(service, action string, params Params) (Object, error) {
	c.mutex.Lock()
	c.calls[service+":"+action]++
	c.mutex.Unlock()
	input := map[string]interface{}(params)
	output, err := c.universal.DoCall(universal.RequestUniversal{
		ServiceName: service,
		Version:     versionOf(service, action),
		Action:      action,
		HttpMethod:  universal.GET,
	}, &input)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", action, err)
	}
	return Object(*output), nil
}

// notFound is the provider's test: it reads the text of the error, so that every code with
// "Invalid" in it counts as not found.
func notFound(err error) bool {
	text := strings.ToLower(err.Error())
	for _, word := range []string{"notfound", "not found", "not exist", "not associate", "invalid", "not_found", "notexist"} {
		if strings.Contains(text, word) {
			return true
		}
	}
	return false
}
