package tenontest

import (
	"bufio"
	"errors"
	"net"
	"net/http"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"
)

const programEnv = "TENONTEST_PROGRAM"

// TestMain is also the program that TestEndsWithAProgramThatIsKilled kills.
func TestMain(m *testing.M) {
	if os.Getenv(programEnv) == "" {
		os.Exit(m.Run())
	}
	tenon, stop, err := start(nil)
	if err != nil {
		panic(err)
	}
	defer stop()
	os.Stdout.WriteString(tenon.URL + "\n")
	_, _ = bufio.NewReader(os.Stdin).ReadByte()
}

func ok(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func TestWhatCannotStartSaysWhatTheServerSaid(t *testing.T) {
	_, _, err := start([]Option{Transitions("sometimes")})
	if err == nil || !strings.Contains(err.Error(), "sometimes") {
		t.Errorf("it says %v", err)
	}
	_, _, err = start([]Option{Command("/no/such/tenon")})
	if err == nil || !strings.Contains(err.Error(), "/no/such/tenon cannot be run") {
		t.Errorf("it says %v", err)
	}
}

func TestEndsWithAProgramThatIsKilled(t *testing.T) {
	program := exec.Command(os.Args[0])
	program.Env = append(os.Environ(), programEnv+"=1")
	_, err := program.StdinPipe()
	ok(t, err)
	stdout, err := program.StdoutPipe()
	ok(t, err)
	ok(t, program.Start())
	line, err := bufio.NewReader(stdout).ReadString('\n')
	ok(t, err)
	// A stream of events lasts as long as the server does.
	address := strings.TrimPrefix(strings.TrimSpace(line), "http://")
	stream, err := net.Dial("tcp", address)
	ok(t, err)
	defer stream.Close()
	_, err = stream.Write([]byte("GET /_tenon/events HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"))
	ok(t, err)
	reader := bufio.NewReader(stream)
	if first, err := reader.ReadString('\n'); err != nil || !strings.Contains(first, "200") {
		t.Fatalf("no events: %q, %v", first, err)
	}
	ok(t, program.Process.Kill())
	ok(t, stream.SetReadDeadline(time.Now().Add(patience)))
	for err == nil {
		_, err = reader.ReadString('\n')
	}
	var late net.Error
	if errors.As(err, &late) && late.Timeout() {
		t.Error("the server goes on")
	}
	_ = program.Wait()
}

func TestWhatTheServerAnswersIsWhatThePackageGives(t *testing.T) {
	tenon := Start(t, Transitions("manual"))
	account := tenon.Account(t)
	fault := account.Fault(t, FaultSpec{
		Service: "vpc", Action: "CreateVpc", When: Answer, Misstate: true, Parameters: map[string]string{"CidrBlock": "10.0.0.0/8"},
	})
	if struck, err := fault.Struck(); err != nil || struck != 0 {
		t.Errorf("struck %d times: %v", struck, err)
	}
	ok(t, fault.Remove())
	ok(t, fault.Remove())

	answer, err := direct.Get(tenon.URL + "/?Action=DescribeVpcs&Version=2020-04-01")
	ok(t, err)
	answer.Body.Close()
	all, err := tenon.Requests()
	ok(t, err)
	one, err := tenon.Request(all[0].RequestID)
	ok(t, err)
	if one.Action != "DescribeVpcs" || one.Message == "" {
		t.Errorf("it is %+v", one)
	}
	var refused *Refused
	if _, err = tenon.Request("another"); !errors.As(err, &refused) || refused.Status != http.StatusNotFound {
		t.Errorf("not refused: %v", err)
	}

	before, err := tenon.Now()
	ok(t, err)
	kept, err := tenon.Snapshot("kept")
	ok(t, err)
	ok(t, tenon.Advance(time.Hour))
	ok(t, kept.Restore())
	if now, err := tenon.Now(); err != nil || !now.Equal(before) {
		t.Errorf("it is %v, not %v: %v", now, before, err)
	}
	ok(t, kept.Remove())
	if err := kept.Restore(); !errors.As(err, &refused) || refused.Code != "InvalidSnapshot.NotFound" {
		t.Errorf("not refused: %v", err)
	}

	there, err := Connect(tenon.URL+"/", "")
	ok(t, err)
	if there.Region != tenon.Region || there.Credentials != tenon.Credentials {
		t.Errorf("it is %+v, not %+v", there, tenon)
	}
	// The account is gone before the test ends, which is no failure of the test.
	ok(t, tenon.Reset())
}

func TestConnectSaysThatNobodyIsThere(t *testing.T) {
	if _, err := Connect("http://127.0.0.1:1", ""); err == nil {
		t.Error("somebody is")
	}
}
