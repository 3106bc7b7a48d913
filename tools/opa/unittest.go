package main

import (
	"cmp"
	"context"
	"slices"
	"time"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/storage"
	"github.com/open-policy-agent/opa/v1/tester"
)

// unitTest is the outcome of one Rego unit test.
type unitTest struct {
	Package string `json:"package"`
	Name    string `json:"name"`
	Passed  bool   `json:"passed"`
	// Skipped is a test whose name starts with todo_.
	Skipped bool   `json:"skipped"`
	File    string `json:"file"`
	Row     int    `json:"row"`
	Error   string `json:"error,omitempty"`
	Output  string `json:"output,omitempty"`
}

// test runs the unit tests among the modules, as `opa test` does, in the order of package and name.
func test(ctx context.Context, req request) (any, error) {
	modules, capabilities, err := parse(req)
	if err != nil {
		return nil, err
	}
	store, err := dataStore(req.Data)
	if err != nil {
		return nil, err
	}
	compiler := ast.NewCompiler().WithCapabilities(capabilities).WithEnablePrintStatements(true).SetErrorLimit(0)
	runner := tester.NewRunner().
		SetCompiler(compiler).
		SetStore(store).
		SetModules(modules).
		CapturePrintOutput(true).
		SetParallel(1).
		SetTimeout(time.Minute).
		SetDefaultRegoVersion(ast.RegoV1)
	results := []unitTest{}
	err = storage.Txn(ctx, store, storage.TransactionParams{}, func(txn storage.Transaction) error {
		channel, err := runner.RunTests(ctx, txn)
		if err != nil {
			return err
		}
		for result := range channel {
			outcome := unitTest{
				Package: result.Package,
				Name:    result.Name,
				Passed:  result.Pass(),
				Skipped: result.Skip,
				Output:  string(result.Output),
			}
			if result.Location != nil {
				outcome.File, outcome.Row = result.Location.File, result.Location.Row
			}
			if result.Error != nil {
				outcome.Error = result.Error.Error()
			}
			results = append(results, outcome)
		}
		return nil
	})
	slices.SortFunc(results, func(a, b unitTest) int {
		return cmp.Or(cmp.Compare(a.Package, b.Package), cmp.Compare(a.Name, b.Name), cmp.Compare(a.File, b.File), cmp.Compare(a.Row, b.Row))
	})
	return results, err
}
