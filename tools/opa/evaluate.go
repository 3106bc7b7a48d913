package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/cover"
	"github.com/open-policy-agent/opa/v1/rego"
	"github.com/open-policy-agent/opa/v1/storage"
	"github.com/open-policy-agent/opa/v1/storage/inmem"
	"github.com/open-policy-agent/opa/v1/util"
)

// evaluation is the outcome for one input: a value, no value, or an error of evaluation.
type evaluation struct {
	Defined bool `json:"defined"`
	// JSON is a text, so that no reader rounds its numbers.
	JSON  string `json:"json,omitempty"`
	Error string `json:"error,omitempty"`
}

type evaluations struct {
	Results  []evaluation  `json:"results"`
	Coverage *cover.Report `json:"coverage,omitempty"`
}

// evaluate compiles the modules once and asks the query for each input.
func evaluate(ctx context.Context, req request) (any, error) {
	compiler, modules, err := compileModules(req, false)
	if err != nil {
		return nil, err
	}
	store, err := dataStore(req.Data)
	if err != nil {
		return nil, err
	}
	query, err := rego.New(
		rego.Query(req.Query),
		rego.Compiler(compiler),
		rego.Store(store),
		rego.StrictBuiltinErrors(req.StrictBuiltinErrors),
		rego.SetRegoVersion(ast.RegoV1),
	).PrepareForEval(ctx)
	if err != nil {
		return nil, err
	}
	var coverage *cover.Cover
	if req.Coverage {
		coverage = cover.New()
	}
	output := evaluations{Results: make([]evaluation, 0, len(req.Inputs))}
	for index, text := range req.Inputs {
		var value any
		if err := util.UnmarshalJSON([]byte(text), &value); err != nil {
			return nil, fmt.Errorf("input %d: %w", index, err)
		}
		options := []rego.EvalOption{rego.EvalInput(value)}
		if coverage != nil {
			options = append(options, rego.EvalQueryTracer(coverage))
		}
		output.Results = append(output.Results, evaluateOne(ctx, query, options))
	}
	if coverage != nil {
		report := coverage.Report(modules)
		output.Coverage = &report
	}
	return output, nil
}

func evaluateOne(ctx context.Context, query rego.PreparedEvalQuery, options []rego.EvalOption) evaluation {
	results, err := query.Eval(ctx, options...)
	if err != nil {
		return evaluation{Error: err.Error()}
	}
	if len(results) == 0 {
		return evaluation{}
	}
	// The first of several would be an arbitrary one.
	if len(results) > 1 || len(results[0].Expressions) != 1 {
		return evaluation{Error: fmt.Sprintf("the query has %d results of %d expressions, not one value", len(results), len(results[0].Expressions))}
	}
	text, err := jsonText(results[0].Expressions[0].Value)
	if err != nil {
		return evaluation{Error: err.Error()}
	}
	return evaluation{Defined: true, JSON: text}
}

// jsonText prints numbers as OPA has them, and nothing escaped that JSON lets stand.
func jsonText(value any) (string, error) {
	var buffer bytes.Buffer
	encoder := json.NewEncoder(&buffer)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(value); err != nil {
		return "", err
	}
	return string(bytes.TrimSuffix(buffer.Bytes(), []byte("\n"))), nil
}

func dataStore(text string) (storage.Store, error) {
	if text == "" {
		return inmem.New(), nil
	}
	var values map[string]any
	if err := util.UnmarshalJSON([]byte(text), &values); err != nil {
		return nil, fmt.Errorf("data: %w", err)
	}
	return inmem.NewFromObject(values), nil
}
