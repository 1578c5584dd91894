package tenontest

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"time"
)

// Refused is what the control API answers to a request that it cannot carry out.
type Refused struct {
	// Status is the HTTP status.
	Status int
	// Code is the one of the vendor's envelope.
	Code    string
	Message string
}

func (r *Refused) Error() string { return r.Code + ": " + r.Message }

// A proxy of the environment is for the internet, and never for a server under test.
var direct = &http.Client{Timeout: patience, Transport: &http.Transport{
	MaxIdleConnsPerHost: 8, IdleConnTimeout: 10 * time.Second,
}}

// ask sends a request to the control API and reads the answer into answer, unless that is nil.
func (t *Tenon) ask(method, path string, query url.Values, body, answer any) error {
	target := t.URL + "/_tenon/" + path
	if len(query) > 0 {
		target += "?" + query.Encode()
	}
	var reader io.Reader
	if body != nil {
		text, err := json.Marshal(body)
		if err != nil {
			return err
		}
		reader = bytes.NewReader(text)
	}
	request, err := http.NewRequest(method, target, reader)
	if err != nil {
		return err
	}
	if t.token != "" {
		request.Header.Set("Authorization", "Bearer "+t.token)
	}
	response, err := direct.Do(request)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	if err != nil {
		return err
	}
	if response.StatusCode >= 300 {
		return refusal(response.StatusCode, text, t.URL)
	}
	if answer == nil {
		return nil
	}
	return json.Unmarshal(text, answer)
}

// unlessGone forgives that what is to be removed is gone: a reset may have taken it.
func unlessGone(err error) error {
	var refused *Refused
	if errors.As(err, &refused) && refused.Status == http.StatusNotFound {
		return nil
	}
	return err
}

func refusal(status int, text []byte, url string) error {
	var envelope struct {
		ResponseMetadata struct {
			Error *struct{ Code, Message string }
		}
	}
	if err := json.Unmarshal(text, &envelope); err != nil || envelope.ResponseMetadata.Error == nil {
		return fmt.Errorf("what answers at %s is not a Tenon (HTTP %d)", url, status)
	}
	told := envelope.ResponseMetadata.Error
	return &Refused{status, told.Code, told.Message}
}
