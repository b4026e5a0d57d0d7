//! Numbers that training can be told.

use std::collections::BTreeMap;

/// What training can be told on the command line.
pub(crate) struct Options {
    values: BTreeMap<String, f64>,
}

impl Options {
    pub(crate) fn parse(arguments: &[String]) -> Result<Self, String> {
        let mut values = BTreeMap::new();
        for argument in arguments {
            let pair = argument.split_once('=').and_then(|(name, value)| Some((name.to_owned(), value.parse().ok()?)));
            let (name, value) = pair.ok_or_else(|| format!("expected NAME=NUMBER, found `{argument}`"))?;
            values.insert(name, value);
        }
        Ok(Self { values })
    }

    pub(crate) fn value(&self, name: &str, default: f64) -> f64 {
        self.values.get(name).copied().unwrap_or(default)
    }
}
