//! Evaluates a rule of some Rego modules with regorus: a request in JSON on standard input, the answers on standard output.

use std::collections::BTreeMap;
use std::io::{self, Read};

use regorus::{Engine, Value};
use serde::{Deserialize, Serialize};

#[derive(Deserialize)]
struct Request {
    /// The text of each module by its path.
    modules: BTreeMap<String, String>,
    /// The rule that is asked, such as `data.regoscript.report`.
    rule: String,
    questions: Vec<Question>,
}

/// Texts of JSON, so that no reader but regorus' own reads their numbers.
#[derive(Deserialize)]
struct Question {
    input: String,
    data: String,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Answer {
    Value { json: String },
    Error { error: String },
}

fn evaluate(mut engine: Engine, rule: &str, question: &Question) -> anyhow::Result<String> {
    engine.add_data(Value::from_json_str(&question.data)?)?;
    engine.set_input(Value::from_json_str(&question.input)?);
    engine.eval_rule(rule.to_owned())?.to_json_str()
}

fn main() -> anyhow::Result<()> {
    let mut text = String::new();
    io::stdin().read_to_string(&mut text)?;
    let request: Request = serde_json::from_str(&text)?;
    let mut engine = Engine::new();
    engine.set_strict_builtin_errors(false);
    for (path, module) in request.modules {
        engine.add_policy(path, module)?;
    }
    let answers: Vec<Answer> = request
        .questions
        .iter()
        .map(|question| match evaluate(engine.clone(), &request.rule, question) {
            Ok(json) => Answer::Value { json },
            Err(error) => Answer::Error { error: format!("{error:#}") },
        })
        .collect();
    serde_json::to_writer(io::stdout(), &answers)?;
    Ok(())
}
