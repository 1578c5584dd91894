package tenontest

import "testing"

// When says at which moment a fault strikes.
type When string

const (
	// Before anything is done.
	Before When = "before"
	// Answer: the request was carried out, and the client does not know.
	Answer When = "answer"
	// Settle: the transition that the request has begun.
	Settle When = "settle"
)

// FaultSpec says which requests a fault strikes, and what happens. One of Refuse, DelayMs, Cut,
// Half, Misstate, Fail and Hold is given.
type FaultSpec struct {
	Service string `json:"service"`
	Action  string `json:"action"`
	When    When   `json:"when"`
	Account string `json:"account,omitempty"`
	// Parameters have these values, as they are written on the wire.
	Parameters map[string]string `json:"parameters,omitempty"`
	// Skip leaves so many requests alone before the first.
	Skip int `json:"skip,omitempty"`
	// Times is how often it strikes: once when nil, until it is removed when 0.
	Times *int `json:"times,omitempty"`
	// Probability strikes so many of them, by Seed.
	Probability float64 `json:"probability,omitempty"`
	Seed        *int    `json:"seed,omitempty"`

	// Refuse answers with a refusal of the action.
	Refuse *Refusal `json:"refuse,omitempty"`
	// DelayMs lets the client wait.
	DelayMs int `json:"delayMs,omitempty"`
	// Cut closes the connection without an answer.
	Cut bool `json:"cut,omitempty"`
	// Half closes it in the middle of the answer.
	Half bool `json:"half,omitempty"`
	// Misstate sends the whole answer under half of its Content-Length, and closes it.
	Misstate bool `json:"misstate,omitempty"`
	// Fail lets the transition fail, for this reason.
	Fail string `json:"fail,omitempty"`
	// Hold keeps the transition on its way until the fault is removed.
	Hold bool `json:"hold,omitempty"`
}

// Refusal is what a fault answers. Status and Message are the action's own unless given.
type Refusal struct {
	Code    string `json:"code"`
	Status  int    `json:"status,omitempty"`
	Message string `json:"message,omitempty"`
}

// Fault waits for requests to strike.
type Fault struct {
	ID    string
	tenon *Tenon
}

// Fault makes requests fail. It goes when the test ends.
func (t *Tenon) Fault(tb testing.TB, spec FaultSpec) *Fault {
	tb.Helper()
	if spec.Service == "" {
		spec.Service = "vpc"
	}
	if spec.When == "" {
		spec.When = Before
	}
	var made struct{ ID string }
	if err := t.ask("POST", "faults", nil, spec, &made); err != nil {
		tb.Fatalf("tenontest: %v", err)
	}
	fault := &Fault{made.ID, t}
	tb.Cleanup(func() { _ = fault.Remove() })
	return fault
}

// Struck is how often it has struck.
func (f *Fault) Struck() (int, error) {
	var answer struct {
		Faults []struct {
			ID     string
			Struck int
		}
	}
	if err := f.tenon.ask("GET", "faults", nil, nil, &answer); err != nil {
		return 0, err
	}
	for _, each := range answer.Faults {
		if each.ID == f.ID {
			return each.Struck, nil
		}
	}
	return 0, nil
}

// Remove takes it away; what it holds goes on. Nothing happens when it is gone by then.
func (f *Fault) Remove() error {
	return unlessGone(f.tenon.ask("DELETE", "faults/"+f.ID, nil, nil, nil))
}
