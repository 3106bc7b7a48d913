package main

import (
	"context"
	"maps"
	"slices"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/format"
)

func capabilitiesOf(version string) (*ast.Capabilities, error) {
	if version == "" {
		return ast.CapabilitiesForThisVersion(), nil
	}
	return ast.LoadCapabilitiesVersion("v" + version)
}

// parse reads the modules as Rego v1, with their annotations. The errors of all modules come together.
func parse(req request) (map[string]*ast.Module, *ast.Capabilities, error) {
	capabilities, err := capabilitiesOf(req.Capabilities)
	if err != nil {
		return nil, nil, err
	}
	modules := make(map[string]*ast.Module, len(req.Modules))
	var problems ast.Errors
	for _, name := range names(req.Modules) {
		module, err := ast.ParseModuleWithOpts(name, req.Modules[name], ast.ParserOptions{
			Capabilities: capabilities, ProcessAnnotation: true, RegoVersion: ast.RegoV1,
		})
		if err == nil {
			modules[name] = module
		} else if list, ok := errorsOf(err); ok {
			problems = append(problems, list...)
		} else {
			return nil, nil, err
		}
	}
	if len(problems) > 0 {
		return nil, nil, problems
	}
	return modules, capabilities, nil
}

// compileModules compiles without a limit of errors.
func compileModules(req request, strict bool) (*ast.Compiler, map[string]*ast.Module, error) {
	modules, capabilities, err := parse(req)
	if err != nil {
		return nil, nil, err
	}
	compiler := ast.NewCompiler().WithStrict(strict).WithCapabilities(capabilities).SetErrorLimit(0)
	compiler.Compile(modules)
	if compiler.Failed() {
		return nil, nil, compiler.Errors
	}
	return compiler, modules, nil
}

// check refuses what `opa check --strict` refuses, and wrong annotations.
func check(_ context.Context, req request) (any, error) {
	_, _, err := compileModules(req, true)
	return true, err
}

// formatModules does what `opa fmt` does. The errors of all modules come together.
func formatModules(_ context.Context, req request) (any, error) {
	formatted := make(map[string]string, len(req.Modules))
	var problems ast.Errors
	for _, name := range names(req.Modules) {
		text, err := format.SourceWithOpts(name, []byte(req.Modules[name]), format.Opts{RegoVersion: ast.RegoV1})
		if err == nil {
			formatted[name] = string(text)
		} else if list, ok := errorsOf(err); ok {
			problems = append(problems, list...)
		} else {
			return nil, err
		}
	}
	if len(problems) > 0 {
		return nil, problems
	}
	return formatted, nil
}

// names gives the modules an order, so that errors and output have one too.
func names(modules map[string]string) []string {
	return slices.Sorted(maps.Keys(modules))
}
