package main

import (
	"context"
	"encoding/base64"
	"fmt"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/bundle"
	"github.com/open-policy-agent/opa/v1/compile"
)

// build compiles the modules, as `opa build` does, to a policy.wasm (base64), a plan (JSON text) or Rego (sources by file name).
func build(ctx context.Context, req request) (any, error) {
	modules, capabilities, err := parse(req)
	if err != nil {
		return nil, err
	}
	source := bundle.Bundle{Manifest: bundle.Manifest{}, Data: map[string]any{}}
	for _, name := range names(req.Modules) {
		source.Modules = append(source.Modules, bundle.ModuleFile{URL: name, Path: name, Parsed: modules[name], Raw: []byte(req.Modules[name])})
	}
	source.SetRegoVersion(ast.RegoV1)
	source.Manifest.Init()
	compiler := compile.New().
		WithBundle(&source).
		WithTarget(req.Target).
		WithEntrypoints(req.EntryPoints...).
		WithOptimizationLevel(req.Optimization).
		WithCapabilities(capabilities).
		WithRegoVersion(ast.RegoV1)
	if err := compiler.Build(ctx); err != nil {
		return nil, err
	}
	built := compiler.Bundle()
	switch req.Target {
	case compile.TargetWasm:
		if len(built.WasmModules) != 1 {
			return nil, fmt.Errorf("%d wasm modules were built", len(built.WasmModules))
		}
		return base64.StdEncoding.EncodeToString(built.WasmModules[0].Raw), nil
	case compile.TargetPlan:
		if len(built.PlanModules) != 1 {
			return nil, fmt.Errorf("%d plans were built", len(built.PlanModules))
		}
		return string(built.PlanModules[0].Raw), nil
	case compile.TargetRego:
		sources := make(map[string]string, len(built.Modules))
		for _, module := range built.Modules {
			sources[module.Path] = string(module.Raw)
		}
		return sources, nil
	}
	return nil, fmt.Errorf("no target %q", req.Target)
}
