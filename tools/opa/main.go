// Command opa is the embedded OPA of Regoscript: OPA's own compiler, formatter, evaluator and tester behind one request on standard
// input and one response on standard output, both JSON. It is built to WASI, so that Node alone can run it.
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"

	"github.com/open-policy-agent/opa/v1/version"
)

// request is the union of what the commands take; each reads the fields that it documents.
type request struct {
	Command      string            `json:"command"`
	Modules      map[string]string `json:"modules"`
	Capabilities string            `json:"capabilities"`
	EntryPoints  []string          `json:"entryPoints"`
	Target       string            `json:"target"`
	Query        string            `json:"query"`
	Data         json.RawMessage   `json:"data"`
	Inputs       []json.RawMessage `json:"inputs"`
	Coverage     bool              `json:"coverage"`
	Documents    []string          `json:"documents"`
}

// response has either the result of the command or what is wrong with its modules.
type response struct {
	Result any          `json:"result,omitempty"`
	Errors []diagnostic `json:"errors,omitempty"`
}

// diagnostic is an error of OPA's parser, type checker or compiler. Row and column count from 1.
type diagnostic struct {
	Code    string `json:"code"`
	Message string `json:"message"`
	File    string `json:"file"`
	Row     int    `json:"row"`
	Column  int    `json:"column"`
}

var commands = map[string]func(context.Context, request) (any, error){
	"build":    build,
	"check":    check,
	"format":   formatModules,
	"evaluate": evaluate,
	"test":     test,
	"yaml":     yamlToJSON,
	"version":  func(context.Context, request) (any, error) { return version.Version, nil },
}

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run() error {
	text, err := io.ReadAll(os.Stdin)
	if err != nil {
		return err
	}
	var req request
	if err := json.Unmarshal(text, &req); err != nil {
		return fmt.Errorf("request: %w", err)
	}
	command, ok := commands[req.Command]
	if !ok {
		return fmt.Errorf("no command %q", req.Command)
	}
	var res response
	res.Result, err = command(context.Background(), req)
	if err != nil {
		diagnostics, ok := diagnosticsOf(err)
		if !ok {
			return err
		}
		res = response{Errors: diagnostics}
	}
	encoder := json.NewEncoder(os.Stdout)
	encoder.SetEscapeHTML(false)
	return encoder.Encode(res)
}
