//! How often the judgement of card photos is right, kept as a table in the documentation.

use crate::build;
use crate::document;
use crate::error::Error;
use crate::process::{self, Child};
use crate::workspace::Workspace;

/// Measures, prints, and puts the table between its markers in docs/benchmarks.md.
pub(crate) fn bench(workspace: &Workspace) -> Result<(), Error> {
    let specimen = build::specimen(workspace)?;
    println!("judging thousands of photos, which takes some minutes …");
    let table = process::output(Child::new(specimen).argument("accuracy"))?;
    println!("{table}");
    document::keep(workspace, "photo-accuracy", &table)
}
