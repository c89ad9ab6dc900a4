//! Measures how often the judgement of card photos is right. The result is a table in the documentation.

use crate::document;
use crate::error::Error;
use crate::process::{self, Invocation};
use crate::product;
use crate::workspace::Workspace;

/// Measures, prints the table, and puts it between its markers in docs/benchmarks.md.
pub(crate) fn bench_accuracy(workspace: &Workspace) -> Result<(), Error> {
    let specimen = product::build_specimen(workspace)?;
    println!("judging thousands of photos, which takes some minutes …");
    let table = process::output(Invocation::new(specimen).argument("accuracy"))?;
    println!("{table}");
    document::replace_section(workspace, "photo-accuracy", &table)
}
