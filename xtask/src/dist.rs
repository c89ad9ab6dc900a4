//! What happens to the page after Trunk: lasting names for the other programs, small scripts, and everything compressed beforehand.

use std::collections::BTreeMap;
use std::fs;
use std::hash::{DefaultHasher, Hasher as _};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use crate::error::Error;
use crate::fetched::MODELS;
use crate::plain;
use crate::process::{self, Child};
use crate::styles;
use crate::tools::Tool;
use crate::worker;
use crate::workspace::Workspace;

/// Everything the page is made from. The parts of this tool that build it are among it, because they set the flags.
const SOURCES: [&str; 15] = [
    ".cargo/config.toml",
    "Cargo.toml",
    "Cargo.lock",
    "Trunk.toml",
    "app",
    "shared",
    "vision",
    "public",
    "xtask/src/build.rs",
    "xtask/src/dist.rs",
    "xtask/src/fetched.rs",
    "xtask/src/plain.rs",
    "xtask/src/styles.rs",
    "xtask/src/tools.rs",
    "xtask/src/worker.rs",
];

/// How much of the page is built.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Extent {
    /// What today's browsers need.
    Modern,
    /// That, the worker with vector instructions, and the plain form for old engines.
    Whole,
}

impl Extent {
    pub(crate) fn usual_time(self) -> &'static str {
        match self {
            Self::Modern => "about 5 minutes on two cores when nothing is compiled yet",
            Self::Whole => "about 8 minutes on two cores when nothing is compiled yet",
        }
    }
}

/// The engines that today's wasm runs in anyway; its scripts are written for no newer ones.
const ENGINES: [&str; 1] = ["--target=chrome96,safari15.1,firefox95"];
/// The engines that the plain build is for: its scripts, and the one sheet of styles. They know destructuring but for corners that
/// nobody has met.
const OLD_ENGINES: [&str; 2] = ["--target=chrome69,safari14", "--supported:destructuring=true"];

const WORKER: &str = "image-worker";

/// Files that shrink. Pictures and fonts are compressed by nature.
const TEXT: [&str; 11] =
    ["css", "html", "ico", "js", "json", "svg", "tflite", "txt", "wasm", "webmanifest", "xml"];

/// Below this a compressed copy saves no network packet.
const WORTH_COMPRESSING: usize = 1024;

/// Does to the bundled files what Trunk leaves undone, puts them into dist/, and notes what they were made from.
pub(crate) fn finish(
    workspace: &Workspace,
    page: &Path,
    sources: &str,
    extent: Extent,
) -> Result<(), Error> {
    name_the_workers(page)?;
    name_the_plain_page(page)?;
    add_the_networks(workspace, page)?;
    styles::join(page)?;
    minify(workspace, page)?;
    compress(page)?;
    // Somebody may have the quicker form of the same page open: its files stay when the whole page takes its place.
    let stays = extent == Extent::Whole && is_current(workspace, Extent::Modern)?;
    publish(page, &workspace.dist(), stays)?;
    let note = note(workspace)?;
    fs::write(&note, stamp(workspace, sources, extent)?).map_err(Error::file("write", &note))
}

/// Does to the bundled files what the page cannot run without. They may be larger than what is served to people.
pub(crate) fn finish_quickly(workspace: &Workspace, page: &Path) -> Result<(), Error> {
    name_the_workers(page)?;
    add_the_networks(workspace, page)?;
    styles::join(page)
}

/// Whether dist/ holds the page made from the sources as they are, at least to that extent. `trunk serve` writes there too, which the
/// stamp notices.
pub(crate) fn is_current(workspace: &Workspace, extent: Extent) -> Result<bool, Error> {
    if !workspace.dist().join("index.html").is_file() {
        return Ok(false);
    }
    let Ok(noted) = fs::read_to_string(note(workspace)?) else { return Ok(false) };
    let sources = sources(workspace)?;
    for enough in [Extent::Whole, extent] {
        if noted == stamp(workspace, &sources, enough)? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Moves the finished files into a folder that may be served meanwhile: what the page names comes before the page. What lay there before
/// is removed unless it shall stay.
fn publish(page: &Path, dist: &Path, stays: bool) -> Result<(), Error> {
    const PAGE: [&str; 2] = ["index.html.br", "index.html"];
    if !stays {
        for stale in files(dist)? {
            fs::remove_file(&stale).map_err(Error::file("remove", &stale))?;
        }
    }
    let named: Vec<PathBuf> = files(page)?
        .iter()
        .map(|path| path.strip_prefix(page).unwrap_or(path).to_owned())
        .filter(|path| !PAGE.iter().any(|name| path == Path::new(name)))
        .collect();
    for path in named.into_iter().chain(PAGE.map(PathBuf::from)) {
        let (from, to) = (page.join(&path), dist.join(&path));
        if let Some(folder) = to.parent() {
            fs::create_dir_all(folder).map_err(Error::file("create", folder))?;
        }
        fs::rename(&from, &to).map_err(Error::file("move", &from))?;
    }
    Ok(())
}

/// A fingerprint of all sources by content: a checkout changes times, not pages.
pub(crate) fn sources(workspace: &Workspace) -> Result<String, Error> {
    let mut hasher = DefaultHasher::new();
    for source in SOURCES {
        for path in files(&workspace.path(source))? {
            hasher.write(path.as_os_str().as_encoded_bytes());
            hasher.write(&read(&path)?);
        }
    }
    Ok(format!("{:016x}", hasher.finish()))
}

fn note(workspace: &Workspace) -> Result<PathBuf, Error> {
    Ok(workspace.promised_target()?.join("dist.stamp"))
}

fn stamp(workspace: &Workspace, sources: &str, extent: Extent) -> Result<String, Error> {
    let mut hasher = DefaultHasher::new();
    hasher.write(&read(&workspace.dist().join("index.html"))?);
    Ok(format!("{sources} {:016x} {extent:?}\n", hasher.finish()))
}

/// All files below a path, or the path itself, in a settled order.
pub(crate) fn files(path: &Path) -> Result<Vec<PathBuf>, Error> {
    if path.is_file() {
        return Ok(vec![path.to_owned()]);
    }
    let mut found = Vec::new();
    let mut folders = vec![path.to_owned()];
    while let Some(folder) = folders.pop() {
        if !folder.is_dir() {
            continue;
        }
        for entry in fs::read_dir(&folder).map_err(Error::file("list", &folder))? {
            let path = entry.map_err(Error::file("list", &folder))?.path();
            if path.is_dir() { folders.push(path) } else { found.push(path) }
        }
    }
    found.sort();
    Ok(found)
}

pub(crate) fn extension(path: &Path) -> &str {
    path.extension().and_then(|extension| extension.to_str()).unwrap_or_default()
}

pub(crate) fn read(path: &Path) -> Result<Vec<u8>, Error> {
    fs::read(path).map_err(Error::file("read", path))
}

/// Trunk gives the page's files names that tell their content, but not the worker's. A browser that kept an old worker would
/// then run it with a new page, so both workers get such names too, the loader tells them, and index.html's
/// `<meta name="image-worker">` tells the loader.
fn name_the_workers(dist: &Path) -> Result<(), Error> {
    let usual = name_a_program(dist, WORKER)?;
    let named = |worker: &str| {
        let is_there = dist.join(format!("{worker}.js")).is_file();
        if is_there { name_a_program(dist, worker) } else { Ok(usual.clone()) }
    };
    let (simd, plain) = (named(worker::NAME)?, named(plain::WORKER)?);
    let plain_loader = dist.join(format!("{WORKER}_loader.js"));
    if plain_loader.is_file() {
        fs::remove_file(&plain_loader).map_err(Error::file("remove", plain_loader))?;
    }
    let text = worker_loader([&simd, &usual, &plain]);
    let mut hasher = DefaultHasher::new();
    hasher.write(text.as_bytes());
    let name = format!("{WORKER}-{:016x}", hasher.finish());
    let loader = dist.join(format!("{name}_loader.js"));
    fs::write(&loader, text).map_err(Error::file("write", loader))?;

    let page = dist.join("index.html");
    let html = fs::read_to_string(&page).map_err(Error::file("read", &page))?;
    let Some(html) = tell_worker_name(&html, &name) else {
        return Err(Error::Unexpected {
            what: format!(
                "app/index.html has no <meta name=\"{WORKER}\" content=\"/{WORKER}_loader.js\">"
            ),
        });
    };
    fs::write(&page, html).map_err(Error::file("write", page))
}

/// The page built for old engines lies beside today's under a lasting name, which index.html's `<meta name="plain-page">` tells. Where
/// it was not built, the name stays empty.
fn name_the_plain_page(dist: &Path) -> Result<(), Error> {
    const UNNAMED: &str = "<meta name=\"plain-page\" content=\"\"";
    if !dist.join(format!("{}.js", plain::PAGE)).is_file() {
        return Ok(());
    }
    let name = name_a_program(dist, plain::PAGE)?;
    let page = dist.join("index.html");
    let html = fs::read_to_string(&page).map_err(Error::file("read", &page))?;
    if !html.contains(UNNAMED) {
        let what = "app/index.html has no empty <meta name=\"plain-page\">".to_owned();
        return Err(Error::Unexpected { what });
    }
    let named = format!("<meta name=\"plain-page\" content=\"/{name}\"");
    fs::write(&page, html.replace(UNNAMED, &named)).map_err(Error::file("write", page))
}

/// Gives a program's two files a name that tells their content, and returns it.
fn name_a_program(dist: &Path, worker: &str) -> Result<String, Error> {
    let glue = dist.join(format!("{worker}.js"));
    let module = dist.join(format!("{worker}_bg.wasm"));
    let mut hasher = DefaultHasher::new();
    hasher.write(&read(&glue)?);
    hasher.write(&read(&module)?);
    let name = format!("{worker}-{:016x}", hasher.finish());
    for (from, ending) in [(glue, ".js"), (module, "_bg.wasm")] {
        let to = dist.join(format!("{name}{ending}"));
        fs::rename(&from, &to).map_err(Error::file("rename", from))?;
    }
    Ok(name)
}

/// Chooses the worker with vector instructions where the engine has them, told by a module that uses one; the plain one where it has not
/// even references, told by the same module as in index.html.
///
/// A module that does not arrive would be a rejected promise inside the worker, of which the page never hears; thrown from
/// a task of its own it is the worker's `error` event.
fn worker_loader([simd, usual, plain]: [&str; 3]) -> String {
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

fn tell_worker_name(html: &str, name: &str) -> Option<String> {
    let plain = format!("{WORKER}_loader.js");
    html.contains(&plain).then(|| html.replace(&plain, &format!("{name}_loader.js")))
}

/// Scripts and styles without the room they were written with. What lies in public/ is served as it is.
fn minify(workspace: &Workspace, dist: &Path) -> Result<(), Error> {
    let public = workspace.path("public");
    let program = Tool::Esbuild.program(workspace, "esbuild")?;
    for path in files(dist)? {
        let given = path.strip_prefix(dist).is_ok_and(|relative| public.join(relative).is_file());
        if given || !matches!(extension(&path), "js" | "css") {
            continue;
        }
        let mut outfile = std::ffi::OsString::from("--outfile=");
        outfile.push(&path);
        let is_old = extension(&path) == "css"
            || path.file_name().and_then(|name| name.to_str()).is_some_and(is_for_old_engines);
        let engines = if is_old { &OLD_ENGINES[..] } else { &ENGINES[..] };
        let esbuild = Child::new(&program).argument(&path).argument(outfile).arguments([
            "--minify",
            "--allow-overwrite",
            "--charset=utf8",
            "--log-level=warning",
        ]);
        let esbuild = esbuild.arguments(engines);
        process::run(esbuild)?;
    }
    Ok(())
}

/// Whether a script of this name must be understood by engines of the plain build. The worker's loader chooses for all of them.
fn is_for_old_engines(name: &str) -> bool {
    name.contains("-plain-") || name.ends_with("_loader.js")
}

/// The networks that the image worker asks for, beside the page.
fn add_the_networks(workspace: &Workspace, dist: &Path) -> Result<(), Error> {
    let folder = dist.join("models");
    fs::create_dir_all(&folder).map_err(Error::file("create", &folder))?;
    for model in MODELS {
        let (from, name) = model.served(workspace);
        fs::copy(&from, folder.join(name)).map_err(Error::file("copy", &from))?;
    }
    Ok(())
}

/// Writes a `.br` beside every file that shrinks, so that the server never compresses while somebody waits.
fn compress(dist: &Path) -> Result<(), Error> {
    let waiting: Vec<PathBuf> =
        files(dist)?.into_iter().filter(|path| TEXT.contains(&extension(path))).collect();
    let next = AtomicUsize::new(0);
    let workers = thread::available_parallelism().map_or(1, usize::from);
    thread::scope(|scope| {
        let running: Vec<_> = (0..workers)
            .map(|_| {
                scope.spawn(|| {
                    while let Some(path) = waiting.get(next.fetch_add(1, Ordering::Relaxed)) {
                        compress_one(path)?;
                    }
                    Ok(())
                })
            })
            .collect();
        running.into_iter().try_for_each(|worker| {
            worker.join().unwrap_or_else(|_| {
                Err(Error::Unexpected { what: "compressing stopped".to_owned() })
            })
        })
    })
}

fn compress_one(path: &Path) -> Result<(), Error> {
    let raw = read(path)?;
    if raw.len() < WORTH_COMPRESSING {
        return Ok(());
    }
    let small = brotli(&raw).map_err(Error::file("compress", path))?;
    let beside = compressed_name(path);
    fs::write(&beside, small).map_err(Error::file("write", beside))
}

pub(crate) fn compressed_name(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".br");
    PathBuf::from(name)
}

fn brotli(raw: &[u8]) -> std::io::Result<Vec<u8>> {
    const QUALITY: u32 = 11;
    const WINDOW: u32 = 22;
    let mut writer = brotli::CompressorWriter::new(Vec::new(), 1 << 16, QUALITY, WINDOW);
    writer.write_all(raw)?;
    writer.flush()?;
    Ok(writer.into_inner())
}

/// Sizes of a file as written and as sent.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Size {
    pub(crate) raw: u64,
    pub(crate) sent: u64,
}

/// Every file of the page with its size, `.br` copies counted with their originals.
pub(crate) fn sizes(dist: &Path) -> Result<BTreeMap<PathBuf, Size>, Error> {
    let length = |path: &Path| fs::metadata(path).map(|metadata| metadata.len());
    let mut sizes = BTreeMap::new();
    for path in files(dist)? {
        if extension(&path) == "br" {
            continue;
        }
        let raw = length(&path).map_err(Error::file("measure", &path))?;
        let sent = length(&compressed_name(&path)).unwrap_or(raw);
        let relative = path.strip_prefix(dist).unwrap_or(&path).to_owned();
        sizes.insert(relative, Size { raw, sent });
    }
    Ok(sizes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_tells_the_lasting_name_of_the_worker() {
        let html = r#"<meta name="image-worker" content="/image-worker_loader.js">"#;
        assert_eq!(
            tell_worker_name(html, "image-worker-00ff").as_deref(),
            Some(r#"<meta name="image-worker" content="/image-worker-00ff_loader.js">"#)
        );
        assert_eq!(tell_worker_name("<html></html>", "image-worker-00ff"), None);
    }

    #[test]
    fn what_the_plain_build_is_made_of_is_written_for_old_engines() {
        for (name, is_old) in [
            ("sscard-app-plain-00ff00ff00ff00ff.js", true),
            ("image-worker-plain-00ff00ff00ff00ff.js", true),
            ("image-worker-00ff00ff00ff00ff_loader.js", true),
            ("sscard-app-00ff00ff00ff00ff.js", false),
            ("image-worker-simd-00ff00ff00ff00ff.js", false),
        ] {
            assert_eq!(is_for_old_engines(name), is_old, "{name}");
        }
    }

    #[test]
    fn a_page_without_the_plain_build_keeps_an_empty_name_for_it() {
        let folder = tempfile();
        fs::write(folder.join("index.html"), INDEX).expect("a folder of ours");
        name_the_plain_page(&folder).expect("nothing to do");
        assert_eq!(read(&folder.join("index.html")).expect("written above"), INDEX.as_bytes());
        for ending in [".js", "_bg.wasm"] {
            fs::write(folder.join(format!("{}{ending}", plain::PAGE)), ending).expect("ours");
        }
        name_the_plain_page(&folder).expect("both files are there");
        let html = fs::read_to_string(folder.join("index.html")).expect("written above");
        assert!(html.contains("<meta name=\"plain-page\" content=\"/sscard-app-plain-"));
        fs::remove_dir_all(folder).expect("ours");
    }

    /// The page as it is in the sources.
    const INDEX: &str = include_str!("../../app/index.html");

    fn tempfile() -> PathBuf {
        let folder = std::env::temp_dir().join(format!("sscard-dist-{}", std::process::id()));
        fs::create_dir_all(&folder).expect("a folder for temporary files");
        folder
    }

    #[test]
    fn compressed_bytes_unfold_to_the_same() {
        let raw = "社会保障卡".repeat(1000);
        let small = brotli(raw.as_bytes()).expect("a vector takes everything");
        assert!(small.len() < 200);
        let mut again = Vec::new();
        brotli::BrotliDecompress(&mut small.as_slice(), &mut again).expect("what we wrote");
        assert_eq!(again, raw.as_bytes());
    }
}
