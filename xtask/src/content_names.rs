//! Gives the page's programs names that depend on their content, so that a browser never runs an old program with a new page.

use std::fs;
use std::hash::{DefaultHasher, Hasher as _};
use std::path::Path;

use crate::error::Error;
use crate::files::read_file;
use crate::plain;
use crate::worker;

const WORKER: &str = "image-worker";

/// Names the workers by their content, as Trunk names the page's other files. With a fixed name, a browser could run a worker of an old
/// version with a new page. The loader has the workers' names, and `<meta name="image-worker">` in index.html has the loader's.
pub(crate) fn rename_workers(dist: &Path) -> Result<(), Error> {
    let usual = rename_program(dist, WORKER)?;
    let rename_if_built = |worker: &str| {
        let is_there = dist.join(format!("{worker}.js")).is_file();
        if is_there { rename_program(dist, worker) } else { Ok(usual.clone()) }
    };
    let (simd, plain) = (rename_if_built(worker::NAME)?, rename_if_built(plain::WORKER)?);
    let plain_loader = dist.join(format!("{WORKER}_loader.js"));
    if plain_loader.is_file() {
        fs::remove_file(&plain_loader).map_err(Error::file("remove", plain_loader))?;
    }
    let text = make_worker_loader([&simd, &usual, &plain]);
    let mut hasher = DefaultHasher::new();
    hasher.write(text.as_bytes());
    let name = format!("{WORKER}-{:016x}", hasher.finish());
    let loader = dist.join(format!("{name}_loader.js"));
    fs::write(&loader, text).map_err(Error::file("write", loader))?;

    let page = dist.join("index.html");
    let html = fs::read_to_string(&page).map_err(Error::file("read", &page))?;
    let Some(html) = set_worker_name(&html, &name) else {
        return Err(Error::Unexpected {
            what: format!(
                "app/index.html has no <meta name=\"{WORKER}\" content=\"/{WORKER}_loader.js\">"
            ),
        });
    };
    fs::write(&page, html).map_err(Error::file("write", page))
}

/// Names the page for old engines by its content, and puts the name into `<meta name="plain-page">` of index.html. Without that build the
/// name stays empty.
pub(crate) fn rename_plain_page(dist: &Path) -> Result<(), Error> {
    const UNNAMED: &str = "<meta name=\"plain-page\" content=\"\"";
    if !dist.join(format!("{}.js", plain::PAGE)).is_file() {
        return Ok(());
    }
    let name = rename_program(dist, plain::PAGE)?;
    let page = dist.join("index.html");
    let html = fs::read_to_string(&page).map_err(Error::file("read", &page))?;
    if !html.contains(UNNAMED) {
        let what = "app/index.html has no empty <meta name=\"plain-page\">".to_owned();
        return Err(Error::Unexpected { what });
    }
    let named = format!("<meta name=\"plain-page\" content=\"/{name}\"");
    fs::write(&page, html.replace(UNNAMED, &named)).map_err(Error::file("write", page))
}

/// Names the two files of a program by their content, and returns the name.
fn rename_program(dist: &Path, worker: &str) -> Result<String, Error> {
    let glue = dist.join(format!("{worker}.js"));
    let module = dist.join(format!("{worker}_bg.wasm"));
    let mut hasher = DefaultHasher::new();
    hasher.write(&read_file(&glue)?);
    hasher.write(&read_file(&module)?);
    let name = format!("{worker}-{:016x}", hasher.finish());
    for (from, ending) in [(glue, ".js"), (module, "_bg.wasm")] {
        let to = dist.join(format!("{name}{ending}"));
        fs::rename(&from, &to).map_err(Error::file("rename", from))?;
    }
    Ok(name)
}

/// The script that loads a worker. An engine with vector instructions gets the worker that uses them, which a module with such an
/// instruction decides. An engine without references gets the plain one, which the same module as in index.html decides.
///
/// A module that does not arrive would reject a promise inside the worker, and the page would not notice. The script throws the error from
/// a task of its own instead, which makes it the worker's `error` event.
fn make_worker_loader([simd, usual, plain]: [&str; 3]) -> String {
    // (module (func (result v128) (i8x16.splat (i32.const 0))))
    const VECTORS: &str = "0,97,115,109,1,0,0,0,1,5,1,96,0,1,123,3,2,1,0,10,8,1,6,0,65,0,253,15,11";
    // (module (func (param externref) (result externref) (local.get 0)))
    const REFERENCES: &str = "0,97,115,109,1,0,0,0,1,6,1,96,1,111,1,111,3,2,1,0,10,6,1,4,0,32,0,11";
    format!(
        "function can(b){{return WebAssembly.validate(new Uint8Array(b))}}\
         var n=can([{VECTORS}])?\"./{simd}\":can([{REFERENCES}])?\"./{usual}\":\"./{plain}\";\
         importScripts(n+\".js\");\
         wasm_bindgen({{module_or_path:n+\"_bg.wasm\"}}).catch(e=>setTimeout(()=>{{throw e}}));"
    )
}

fn set_worker_name(html: &str, name: &str) -> Option<String> {
    let plain = format!("{WORKER}_loader.js");
    html.contains(&plain).then(|| html.replace(&plain, &format!("{name}_loader.js")))
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;

    #[test]
    fn the_page_gets_the_content_name_of_the_worker() {
        let html = r#"<meta name="image-worker" content="/image-worker_loader.js">"#;
        assert_eq!(
            set_worker_name(html, "image-worker-00ff").as_deref(),
            Some(r#"<meta name="image-worker" content="/image-worker-00ff_loader.js">"#)
        );
        assert_eq!(set_worker_name("<html></html>", "image-worker-00ff"), None);
    }

    #[test]
    fn a_page_without_the_plain_build_keeps_the_empty_name() {
        let folder = make_temporary_folder();
        fs::write(folder.join("index.html"), INDEX_HTML).expect("a folder of ours");
        rename_plain_page(&folder).expect("nothing to do");
        assert_eq!(
            read_file(&folder.join("index.html")).expect("written above"),
            INDEX_HTML.as_bytes()
        );
        for ending in [".js", "_bg.wasm"] {
            fs::write(folder.join(format!("{}{ending}", plain::PAGE)), ending).expect("ours");
        }
        rename_plain_page(&folder).expect("both files are there");
        let html = fs::read_to_string(folder.join("index.html")).expect("written above");
        assert!(html.contains("<meta name=\"plain-page\" content=\"/sscard-app-plain-"));
        fs::remove_dir_all(folder).expect("ours");
    }

    /// The page in the sources.
    const INDEX_HTML: &str = include_str!("../../app/index.html");

    fn make_temporary_folder() -> PathBuf {
        let folder = std::env::temp_dir().join(format!("sscard-dist-{}", std::process::id()));
        fs::create_dir_all(&folder).expect("a folder for temporary files");
        folder
    }
}
