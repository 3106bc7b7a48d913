package main

import (
	"context"
	"encoding/json"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/cover"
	"github.com/open-policy-agent/opa/v1/rego"
	"github.com/open-policy-agent/opa/v1/storage"
	"github.com/open-policy-agent/opa/v1/storage/inmem"
	"github.com/open-policy-agent/opa/v1/tester"
	"github.com/open-policy-agent/opa/v1/util"
)

// evaluation is the outcome for one input: a value, no value, or an error of evaluation.
type evaluation struct {
	Defined bool            `json:"defined"`
	Value   json.RawMessage `json:"value,omitempty"`
	Error   string          `json:"error,omitempty"`
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
	query, err := rego.New(rego.Query(req.Query), rego.Compiler(compiler), rego.Store(store), rego.SetRegoVersion(ast.RegoV1)).PrepareForEval(ctx)
	if err != nil {
		return nil, err
	}
	var coverage *cover.Cover
	if req.Coverage {
		coverage = cover.New()
	}
	output := evaluations{Results: make([]evaluation, 0, len(req.Inputs))}
	for _, text := range req.Inputs {
		var value any
		if err := util.UnmarshalJSON(text, &value); err != nil {
			return nil, err
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
	if len(results) == 0 || len(results[0].Expressions) == 0 {
		return evaluation{}
	}
	value, err := json.Marshal(results[0].Expressions[0].Value)
	if err != nil {
		return evaluation{Error: err.Error()}
	}
	return evaluation{Defined: true, Value: value}
}

func dataStore(data json.RawMessage) (storage.Store, error) {
	if len(data) == 0 {
		return inmem.New(), nil
	}
	var values map[string]any
	if err := util.UnmarshalJSON(data, &values); err != nil {
		return nil, err
	}
	return inmem.NewFromObject(values), nil
}

// unitTest is the outcome of one Rego unit test.
type unitTest struct {
	Package string `json:"package"`
	Name    string `json:"name"`
	Passed  bool   `json:"passed"`
	Error   string `json:"error,omitempty"`
}

// test runs the unit tests among the modules, as `opa test` does.
func test(ctx context.Context, req request) (any, error) {
	if _, _, err := compileModules(req, false); err != nil {
		return nil, err
	}
	// The compiler has changed the modules that it was given.
	parsed, _, err := parse(req)
	if err != nil {
		return nil, err
	}
	store, err := dataStore(req.Data)
	if err != nil {
		return nil, err
	}
	runner := tester.NewRunner().SetStore(store).SetModules(parsed).SetParallel(1).SetDefaultRegoVersion(ast.RegoV1)
	results := []unitTest{}
	err = storage.Txn(ctx, store, storage.TransactionParams{}, func(txn storage.Transaction) error {
		channel, err := runner.RunTests(ctx, txn)
		if err != nil {
			return err
		}
		for result := range channel {
			outcome := unitTest{Package: result.Package, Name: result.Name, Passed: !result.Fail && !result.Skip && result.Error == nil}
			if result.Error != nil {
				outcome.Error = result.Error.Error()
			}
			results = append(results, outcome)
		}
		return nil
	})
	return results, err
}
