package tenontest

import (
	"net/url"
	"strings"
	"testing"
	"time"
)

// Credentials are a key to sign with.
type Credentials struct {
	AccountID       string
	AccessKeyID     string
	SecretAccessKey string
}

// Tenon is a running server.
type Tenon struct {
	// URL is where clients reach it: http://127.0.0.1:40123.
	URL string
	// Region is the one that is meant when none is named.
	Region string
	// Credentials are the default account's; empty where only the server knows them.
	Credentials
	token string
}

// Connect gives the server that listens at url; token is its control token, if it has one.
func Connect(url, token string) *Tenon {
	return &Tenon{URL: strings.TrimRight(url, "/"), Region: "cn-beijing", token: token}
}

// Account is an account with its own empty world.
type Account struct {
	Credentials
	// URL and Region are the server's.
	URL    string
	Region string
	tenon  *Tenon
}

// Account makes an account, which goes with all that it has when the test ends.
func (t *Tenon) Account(tb testing.TB) *Account {
	tb.Helper()
	var made Credentials
	if err := t.ask("POST", "accounts", nil, struct{}{}, &made); err != nil {
		tb.Fatalf("tenontest: %v", err)
	}
	account := &Account{Credentials: made, URL: t.URL, Region: t.Region, tenon: t}
	tb.Cleanup(func() {
		if err := t.ask("DELETE", "accounts/"+made.AccountID, nil, nil, nil); err != nil {
			tb.Errorf("tenontest: %v", err)
		}
	})
	return account
}

// Reset takes away everything that the account has, and nothing of others.
func (a *Account) Reset() error {
	return a.tenon.ask("POST", "reset", url.Values{"account": {a.AccountID}}, nil, nil)
}

// Fault makes requests of this account fail; see Tenon.Fault.
func (a *Account) Fault(tb testing.TB, spec FaultSpec) *Fault {
	tb.Helper()
	spec.Account = a.AccountID
	return a.tenon.Fault(tb, spec)
}

// Requests gives the account's last requests, the newest first.
func (a *Account) Requests() ([]Request, error) {
	return a.tenon.requests(url.Values{"account": {a.AccountID}})
}

// Reset takes everything of all accounts away and makes again what the world starts with.
func (t *Tenon) Reset() error { return t.ask("POST", "reset", nil, nil, nil) }

// Now is the time by which resources and transitions live.
func (t *Tenon) Now() (time.Time, error) {
	var clock struct{ Milliseconds int64 }
	err := t.ask("GET", "clock", nil, nil, &clock)
	return time.UnixMilli(clock.Milliseconds), err
}

// Advance lets time pass, where transitions are manual, and settles what becomes due.
func (t *Tenon) Advance(by time.Duration) error {
	return t.ask("POST", "clock", nil, map[string]int64{"advance": by.Milliseconds()}, nil)
}

// Snapshot keeps everything as it is now, under a name.
func (t *Tenon) Snapshot(name string) error {
	return t.ask("POST", "snapshots/"+url.PathEscape(name), nil, nil, nil)
}

// Restore makes everything as it was at the snapshot, for all accounts.
func (t *Tenon) Restore(name string) error {
	return t.ask("POST", "snapshots/"+url.PathEscape(name)+"/restore", nil, nil, nil)
}

// Request is one that the server has answered.
type Request struct {
	RequestID  string         `json:"requestId"`
	Account    string         `json:"account"`
	Service    string         `json:"service"`
	Action     string         `json:"action"`
	Status     int            `json:"status"`
	Code       string         `json:"code"`
	Parameters map[string]any `json:"parameters"`
	// Unread are the parameters that nobody has read: their names may be misspelt.
	Unread []string `json:"unread"`
	// Verdicts are those of each precondition at that moment, of a refused request.
	Verdicts []Verdict `json:"verdicts"`
}

// Verdict says of a precondition whether it held.
type Verdict struct {
	Verdict   string `json:"verdict"` // pass, fail or unknown
	Code      string `json:"code"`
	Message   string `json:"message"`
	Parameter string `json:"parameter"`
	Because   string `json:"because"`
}

// Requests gives the last requests of all accounts, the newest first.
func (t *Tenon) Requests() ([]Request, error) { return t.requests(nil) }

func (t *Tenon) requests(query url.Values) ([]Request, error) {
	var answer struct{ Requests []Request }
	err := t.ask("GET", "requests", query, nil, &answer)
	return answer.Requests, err
}
