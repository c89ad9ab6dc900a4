//! Errors. Each message names the cause, and the remedy where there is one.

use std::path::PathBuf;

#[derive(Debug, thiserror::Error)]
pub(crate) enum Error {
    #[error("cannot {doing} {}: {source}", path.display())]
    File { doing: &'static str, path: PathBuf, source: std::io::Error },

    #[error("cannot start `{command}`: {source}")]
    Start { command: String, source: std::io::Error },

    #[error("`{command}` ended with {status}")]
    Failed { command: String, status: std::process::ExitStatus },

    #[error("{what}. {remedy}")]
    Missing { what: String, remedy: String },

    #[error("{what}")]
    Unexpected { what: String },

    #[error("forbidden dependencies between crates:\n  {}", dependencies.join("\n  "))]
    ForbiddenDependency { dependencies: Vec<String> },

    #[error("not passed: {}", names.join(", "))]
    NotPassed { names: Vec<String> },
}

impl Error {
    /// Adds the file to the error of a file operation, since the standard error does not name it.
    pub(crate) fn file(
        doing: &'static str,
        path: impl Into<PathBuf>,
    ) -> impl FnOnce(std::io::Error) -> Self {
        let path = path.into();
        move |source| Self::File { doing, path, source }
    }
}
