// Command opa is the embedded OPA of Regoscript: OPA's own compiler, formatter, evaluator and tester behind one request on standard
// input and one response on standard output, both JSON. It is built to WASI, so that Node alone can run it.
//
// It exits with 0 and a response whenever the request could be answered, which includes Rego that OPA refuses. Anything else is a failure
// of this program or of its caller: exit code 1 (2 for a panic) and the reason on standard error.
package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"

	"github.com/open-policy-agent/opa/v1/version"
)

// request is the union of what the commands take; each reads the fields that it documents.
type request struct {
	Command string `json:"command"`
	// Modules are Rego sources by file name.
	Modules map[string]string `json:"modules"`
	// Capabilities is the version of OPA whose language and builtins are allowed, such as "1.3.0"; empty for this one.
	Capabilities string `json:"capabilities"`

	EntryPoints  []string `json:"entryPoints"`
	Target       string   `json:"target"`
	Optimization int      `json:"optimization"`

	Query string `json:"query"`
	// Data and Inputs are JSON texts, so that no reader on the way rounds their numbers.
	Data                string   `json:"data"`
	Inputs              []string `json:"inputs"`
	Coverage            bool     `json:"coverage"`
	StrictBuiltinErrors bool     `json:"strictBuiltinErrors"`

	// Documents are YAML texts.
	Documents []string `json:"documents"`
}

// response has either the result of the command or what is wrong with its modules.
type response struct {
	Result any          `json:"result,omitempty"`
	Errors []diagnostic `json:"errors,omitempty"`
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
	if err := run(os.Stdin, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(input io.Reader, output io.Writer) error {
	text, err := io.ReadAll(input)
	if err != nil {
		return err
	}
	var req request
	decoder := json.NewDecoder(bytes.NewReader(text))
	// A misspelt option that does nothing would be worse than an error.
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&req); err != nil {
		return fmt.Errorf("request: %w", err)
	}
	command, ok := commands[req.Command]
	if !ok {
		return fmt.Errorf("no command %q", req.Command)
	}
	result, err := command(context.Background(), req)
	res := response{Result: result}
	if err != nil {
		diagnostics, ok := diagnosticsOf(err)
		if !ok {
			return err
		}
		res = response{Errors: diagnostics}
	}
	encoder := json.NewEncoder(output)
	encoder.SetEscapeHTML(false)
	return encoder.Encode(res)
}
