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

// Connect gives the server that listens at url, with its region and its default account's key;
// token is its control token, if it has one.
func Connect(url, token string) (*Tenon, error) {
	tenon := &Tenon{URL: strings.TrimRight(url, "/"), token: token}
	var told struct {
		Region string
		Credentials
	}
	if err := tenon.ask("GET", "client", nil, nil, &told); err != nil {
		return nil, err
	}
	tenon.Region, tenon.Credentials = told.Region, told.Credentials
	return tenon, nil
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
		if err := unlessGone(t.ask("DELETE", "accounts/"+made.AccountID, nil, nil, nil)); err != nil {
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

// Snapshot is everything as it was at one moment.
type Snapshot struct {
	Name  string
	tenon *Tenon
}

// Snapshot keeps everything as it is now, under a name, in the place of what had the name.
func (t *Tenon) Snapshot(name string) (*Snapshot, error) {
	snapshot := &Snapshot{name, t}
	if err := t.ask("POST", snapshot.path(), nil, nil, nil); err != nil {
		return nil, err
	}
	return snapshot, nil
}

// Restore makes everything as it was then, for all accounts.
func (s *Snapshot) Restore() error {
	return s.tenon.ask("POST", s.path()+"/restore", nil, nil, nil)
}

// Remove takes the snapshot away, and nothing else.
func (s *Snapshot) Remove() error {
	return s.tenon.ask("DELETE", s.path(), nil, nil, nil)
}

func (s *Snapshot) path() string { return "snapshots/" + url.PathEscape(s.Name) }

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
	// Message, Parameter and Reason are of a refusal: what it says, what it is about, and why.
	Message   string `json:"message"`
	Parameter string `json:"parameter"`
	Reason    string `json:"reason"`
	// Verdicts are those of each precondition at that moment, of a refused request.
	Verdicts []Verdict `json:"verdicts"`
	// Settled is what became of the transition that it began; nil when it began none.
	Settled *Settled `json:"settled"`
}

// Settled says how far a transition is: pending, settled, failed (with a reason), or ended.
type Settled struct {
	State  string `json:"state"`
	Reason string `json:"reason"`
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

// Request gives one of them: why was it refused?
func (t *Tenon) Request(id string) (*Request, error) {
	var answer struct{ Requests []Request }
	if err := t.ask("GET", "requests/"+url.PathEscape(id), nil, nil, &answer); err != nil {
		return nil, err
	}
	return &answer.Requests[0], nil
}

func (t *Tenon) requests(query url.Values) ([]Request, error) {
	var answer struct{ Requests []Request }
	err := t.ask("GET", "requests", query, nil, &answer)
	return answer.Requests, err
}
