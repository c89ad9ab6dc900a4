//! Prints the size of a download, file by file, and against the budget.

use std::path::Path;

use crate::dist::{self, FileSize};
use crate::error::Error;
use crate::files::{extension, read_file};
use crate::workspace::Workspace;

/// The budget in compressed bytes for HTML, scripts, wasm and styles up to a usable first step. The image worker is loaded later, with the
/// first picture.
const BUDGET_BYTES: u64 = 96 * 1024;

const FIRST_LOAD_EXTENSIONS: [&str; 4] = ["html", "js", "wasm", "css"];

pub(crate) fn print_sizes(workspace: &Workspace) -> Result<(), Error> {
    let dist = workspace.dist();
    let page = String::from_utf8_lossy(&read_file(&dist.join("index.html"))?).into_owned();
    let sizes = dist::measure_sizes(&dist)?;
    let mut first = FileSize::default();
    println!("{:<58} {:>10} {:>10}", "file", "raw", "brotli");
    for (path, size) in &sizes {
        let is_first = is_loaded_first(path, &page);
        if is_first {
            first.raw += size.raw;
            first.sent += size.sent;
        }
        let mark = if is_first { "*" } else { " " };
        println!("{mark} {:<56} {:>10} {:>10}", path.display(), size.raw, size.sent);
    }
    let percent = first.sent * 100 / BUDGET_BYTES;
    println!("{:<58} {:>10} {:>10}", "first load (*)", first.raw, first.sent);
    println!("{:<58} {:>10} {:>10}  {percent} % used", "budget", "", BUDGET_BYTES);
    Ok(())
}

/// Whether a file is the page or a file that the page names. A `<meta>` names the worker as well, but does not load it.
fn is_loaded_first(path: &Path, page: &str) -> bool {
    let Some(name) = path.to_str() else { return false };
    if name == "index.html" {
        return true;
    }
    FIRST_LOAD_EXTENSIONS.contains(&extension(path))
        && !name.starts_with("image-worker")
        && page.contains(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_load_is_the_page_and_its_files_but_the_worker() {
        let page = r#"<meta content="/image-worker-1_loader.js"><script src="/app-1.js">"#;
        let is_first = |name| is_loaded_first(Path::new(name), page);
        assert!(is_first("index.html"));
        assert!(is_first("app-1.js"));
        assert!(!is_first("image-worker-1_loader.js"));
        assert!(!is_first("logo.svg"));
        assert!(!is_first("other.js"));
    }
}
