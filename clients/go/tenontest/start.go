package tenontest

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

// Option changes how a server is started.
type Option func(*options)

type options struct {
	args    []string
	command []string
}

// Transitions says when a status on its way settles: "instant", "realistic" or "manual".
func Transitions(mode string) Option { return Args("--transitions", mode) }

// World names a world file.
func World(file string) Option { return Args("--world", file) }

// Store says where everything is kept; in memory unless told.
func Store(url string) Option { return Args("--store", url) }

// Args are further options of tenon serve.
func Args(args ...string) Option {
	return func(o *options) { o.args = append(o.args, args...) }
}

// Command is the command that is Tenon.
func Command(command ...string) Option {
	return func(o *options) { o.command = command }
}

const patience = 60 * time.Second

// Start starts a server for one test; it ends with the test.
func Start(t testing.TB, given ...Option) *Tenon {
	t.Helper()
	tenon, stop, err := start(given)
	if err != nil {
		t.Fatalf("tenontest: %v", err)
	}
	t.Cleanup(stop)
	return tenon
}

var shared struct {
	once  sync.Once
	tenon *Tenon
	// Never called. It holds the server's standard input, which the garbage collector would close.
	stop func()
	err  error
}

// Shared gives the server that the tests of this process share, and starts it for the first of
// them. It ends with the process. The options of the first call count.
func Shared(t testing.TB, given ...Option) *Tenon {
	t.Helper()
	shared.once.Do(func() {
		if endpoint := os.Getenv("TENON_ENDPOINT"); endpoint != "" {
			shared.tenon, shared.err = Connect(endpoint, os.Getenv("TENON_CONTROL_TOKEN"))
			return
		}
		shared.tenon, shared.stop, shared.err = start(given)
	})
	if shared.err != nil {
		t.Fatalf("tenontest: %v", shared.err)
	}
	return shared.tenon
}

// start runs the command and waits for the line that says where it listens. The server ends when
// its standard input does: with this process, however that ends.
func start(given []Option) (*Tenon, func(), error) {
	var o options
	for _, option := range given {
		option(&o)
	}
	command := o.command
	if command == nil {
		var err error
		if command, err = findCommand(); err != nil {
			return nil, nil, err
		}
	}
	args := append(command[1:len(command):len(command)], "serve", "--listen", "127.0.0.1:0")
	args = append(args, o.args...)
	args = append(args, "--json", "--show-secrets", "--until-eof")
	process := exec.Command(command[0], args...)
	var said bytes.Buffer
	process.Stderr = &said
	stdin, err := process.StdinPipe()
	if err != nil {
		return nil, nil, err
	}
	stdout, err := process.StdoutPipe()
	if err != nil {
		return nil, nil, err
	}
	if err := process.Start(); err != nil {
		return nil, nil, fmt.Errorf("%s cannot be run: %w", command[0], err)
	}
	told := make(chan []byte, 1)
	drained := make(chan struct{})
	go func() {
		defer close(drained)
		reader := bufio.NewReader(stdout)
		line, _ := reader.ReadBytes('\n')
		told <- line
		_, _ = io.Copy(io.Discard, reader)
	}()
	stop := func() {
		_ = stdin.Close()
		<-drained
		_ = process.Wait()
	}
	var line []byte
	select {
	case line = <-told:
	case <-time.After(patience):
	}
	var started struct {
		URL, Region, AccountID, AccessKeyID, SecretAccessKey string
	}
	if err := json.Unmarshal(line, &started); err != nil {
		_ = process.Process.Kill()
		stop()
		if why := strings.TrimSpace(said.String()); why != "" {
			return nil, nil, errors.New(why)
		}
		return nil, nil, fmt.Errorf("%s did not say where it listens", strings.Join(command, " "))
	}
	key := Credentials{started.AccountID, started.AccessKeyID, started.SecretAccessKey}
	return &Tenon{URL: started.URL, Region: started.Region, Credentials: key}, stop, nil
}

func findCommand() ([]string, error) {
	if given := strings.Fields(os.Getenv("TENON_COMMAND")); len(given) > 0 {
		return given, nil
	}
	if found, err := exec.LookPath("tenon"); err == nil {
		return []string{found}, nil
	}
	// Tests run in the folder of their package: the modules may be in one above it.
	for folder, err := os.Getwd(); err == nil; folder = filepath.Dir(folder) {
		local := filepath.Join(folder, "node_modules", ".bin", "tenon")
		if _, missing := os.Stat(local); missing == nil {
			return []string{local}, nil
		}
		if folder == filepath.Dir(folder) {
			break
		}
	}
	if found, err := exec.LookPath("npx"); err == nil {
		return []string{found, "--yes", "tenon"}, nil
	}
	return nil, errors.New("there is no tenon here: npm install tenon, or name its command in TENON_COMMAND")
}
