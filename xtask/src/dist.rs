//! Finishes the page after Trunk: content names for the other programs, minified scripts, and compressed copies.

use std::collections::BTreeMap;
use std::fs;
use std::hash::{DefaultHasher, Hasher as _};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use crate::content_names;
use crate::error::Error;
use crate::fetched::MODELS;
use crate::files::{extension, list_files, read_file};
use crate::process::{self, Invocation};
use crate::styles;
use crate::tools::Tool;
use crate::workspace::Workspace;

/// Everything that the page is made from. It includes the parts of this tool that build the page, because they set the flags.
const SOURCES: [&str; 17] = [
    ".cargo/config.toml",
    "Cargo.toml",
    "Cargo.lock",
    "Trunk.toml",
    "app",
    "shared",
    "vision",
    "public",
    "xtask/src/product.rs",
    "xtask/src/dist.rs",
    "xtask/src/fetched.rs",
    "xtask/src/files.rs",
    "xtask/src/content_names.rs",
    "xtask/src/plain.rs",
    "xtask/src/styles.rs",
    "xtask/src/tools.rs",
    "xtask/src/worker.rs",
];

/// The extent to which the page is built.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Extent {
    /// The files that today's browsers need.
    Modern,
    /// Also the worker with vector instructions, and the plain build for old engines.
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

/// The oldest engines that run today's wasm. The scripts are written for these engines.
const ESBUILD_TARGETS: [&str; 1] = ["--target=chrome96,safari15.1,firefox95"];
/// The engines of the plain build: its scripts, and the joined style sheet. They support destructuring but for rare cases, which no script
/// of the page has.
const OLD_ESBUILD_TARGETS: [&str; 2] =
    ["--target=chrome69,safari14", "--supported:destructuring=true"];

/// The extensions of files that compression makes smaller. Pictures and fonts are compressed already.
const COMPRESSIBLE_EXTENSIONS: [&str; 11] =
    ["css", "html", "ico", "js", "json", "svg", "tflite", "txt", "wasm", "webmanifest", "xml"];

/// For a smaller file a compressed copy would save no network packet.
const COMPRESSION_MIN_BYTES: usize = 1024;

/// Finishes the bundled files of the page, moves them into dist/, and writes the stamp of the sources that they were made from.
pub(crate) fn finish_page(
    workspace: &Workspace,
    page: &Path,
    sources: &str,
    extent: Extent,
) -> Result<(), Error> {
    content_names::rename_workers(page)?;
    content_names::rename_plain_page(page)?;
    copy_models(workspace, page)?;
    styles::join_sheets(page)?;
    minify_files(workspace, page)?;
    compress_files(page)?;
    // A browser may have the modern page of the same sources open, so its files stay when the whole page replaces it.
    let keeps_old_files = extent == Extent::Whole && is_current(workspace, Extent::Modern)?;
    publish_page(page, &workspace.dist(), keeps_old_files)?;
    let stamp_path = stamp_path(workspace)?;
    fs::write(&stamp_path, stamp_text(workspace, sources, extent)?)
        .map_err(Error::file("write", &stamp_path))
}

/// Does the steps without which the page does not run. The files are not minified or compressed.
pub(crate) fn finish_development_page(workspace: &Workspace, page: &Path) -> Result<(), Error> {
    content_names::rename_workers(page)?;
    copy_models(workspace, page)?;
    styles::join_sheets(page)
}

/// Whether dist/ holds the page of the present sources, at least to this extent. The stamp also notices a page that `trunk serve` wrote.
pub(crate) fn is_current(workspace: &Workspace, extent: Extent) -> Result<bool, Error> {
    if !workspace.dist().join("index.html").is_file() {
        return Ok(false);
    }
    let Ok(stamped) = fs::read_to_string(stamp_path(workspace)?) else { return Ok(false) };
    let sources = fingerprint_sources(workspace)?;
    for enough in [Extent::Whole, extent] {
        if stamped == stamp_text(workspace, &sources, enough)? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Moves the finished files into a folder that may be served meanwhile. The page itself comes last, after every file that it names. Old
/// files are removed unless `keeps_old_files` is set.
fn publish_page(page: &Path, dist: &Path, keeps_old_files: bool) -> Result<(), Error> {
    const PAGE: [&str; 2] = ["index.html.br", "index.html"];
    if !keeps_old_files {
        for stale in list_files(dist)? {
            fs::remove_file(&stale).map_err(Error::file("remove", &stale))?;
        }
    }
    let named: Vec<PathBuf> = list_files(page)?
        .iter()
        .map(|path| path.strip_prefix(page).unwrap_or(path).to_owned())
        .filter(|path| !PAGE.iter().any(|name| path == Path::new(name)))
        .collect();
    for path in named.into_iter().chain(PAGE.map(PathBuf::from)) {
        let (from, to) = (page.join(&path), dist.join(&path));
        if let Some(folder) = to.parent() {
            fs::create_dir_all(folder).map_err(Error::file("create", folder))?;
        }
        move_file(&from, &to)?;
    }
    Ok(())
}

/// Renames a file. Between two file systems it copies the file to a temporary name first.
fn move_file(from: &Path, to: &Path) -> Result<(), Error> {
    if fs::rename(from, to).is_ok() {
        return Ok(());
    }
    let mut new_path = to.as_os_str().to_owned();
    new_path.push(".new");
    fs::copy(from, &new_path).map_err(Error::file("copy", from))?;
    fs::rename(&new_path, to).map_err(Error::file("write", to))
}

/// A fingerprint of the contents of all sources. Times do not count, because a checkout changes them.
pub(crate) fn fingerprint_sources(workspace: &Workspace) -> Result<String, Error> {
    let mut hasher = DefaultHasher::new();
    for source in SOURCES {
        for path in list_files(&workspace.path(source))? {
            hasher.write(path.as_os_str().as_encoded_bytes());
            hasher.write(&read_file(&path)?);
        }
    }
    Ok(format!("{:016x}", hasher.finish()))
}

fn stamp_path(workspace: &Workspace) -> Result<PathBuf, Error> {
    Ok(workspace.promised_target()?.join("dist.stamp"))
}

fn stamp_text(workspace: &Workspace, sources: &str, extent: Extent) -> Result<String, Error> {
    let mut hasher = DefaultHasher::new();
    hasher.write(&read_file(&workspace.dist().join("index.html"))?);
    Ok(format!("{sources} {:016x} {extent:?}\n", hasher.finish()))
}

/// Minifies scripts and styles. Files of public/ are served as they are.
fn minify_files(workspace: &Workspace, dist: &Path) -> Result<(), Error> {
    let public = workspace.path("public");
    let program = Tool::Esbuild.program(workspace, "esbuild")?;
    for path in list_files(dist)? {
        let given = path.strip_prefix(dist).is_ok_and(|relative| public.join(relative).is_file());
        if given || !matches!(extension(&path), "js" | "css") {
            continue;
        }
        let mut outfile = std::ffi::OsString::from("--outfile=");
        outfile.push(&path);
        let is_old = extension(&path) == "css"
            || path.file_name().and_then(|name| name.to_str()).is_some_and(is_for_old_engines);
        let engines = if is_old { &OLD_ESBUILD_TARGETS[..] } else { &ESBUILD_TARGETS[..] };
        let esbuild = Invocation::new(&program).argument(&path).argument(outfile).arguments([
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

/// Whether the engines of the plain build must understand a script of this name. The worker's loader runs in every engine.
fn is_for_old_engines(name: &str) -> bool {
    name.contains("-plain-") || name.ends_with("_loader.js")
}

/// Copies the models that the image worker fetches into the page's folder.
fn copy_models(workspace: &Workspace, dist: &Path) -> Result<(), Error> {
    let folder = dist.join("models");
    fs::create_dir_all(&folder).map_err(Error::file("create", &folder))?;
    for model in MODELS {
        let (from, name) = model.served_file(workspace);
        fs::copy(&from, folder.join(name)).map_err(Error::file("copy", &from))?;
    }
    Ok(())
}

/// Writes a compressed `.br` copy of every file that shrinks, so that the server never compresses during a request.
fn compress_files(dist: &Path) -> Result<(), Error> {
    let paths: Vec<PathBuf> = list_files(dist)?
        .into_iter()
        .filter(|path| COMPRESSIBLE_EXTENSIONS.contains(&extension(path)))
        .collect();
    let next = AtomicUsize::new(0);
    let workers = thread::available_parallelism().map_or(1, usize::from);
    thread::scope(|scope| {
        let running: Vec<_> = (0..workers)
            .map(|_| {
                scope.spawn(|| {
                    while let Some(path) = paths.get(next.fetch_add(1, Ordering::Relaxed)) {
                        compress_file(path)?;
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

fn compress_file(path: &Path) -> Result<(), Error> {
    let raw = read_file(path)?;
    if raw.len() < COMPRESSION_MIN_BYTES {
        return Ok(());
    }
    let small = compress_brotli(&raw).map_err(Error::file("compress", path))?;
    let new_path = compressed_path(path);
    fs::write(&new_path, small).map_err(Error::file("write", new_path))
}

pub(crate) fn compressed_path(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".br");
    PathBuf::from(name)
}

fn compress_brotli(raw: &[u8]) -> std::io::Result<Vec<u8>> {
    const QUALITY: u32 = 11;
    const WINDOW: u32 = 22;
    let mut writer = brotli::CompressorWriter::new(Vec::new(), 1 << 16, QUALITY, WINDOW);
    writer.write_all(raw)?;
    writer.flush()?;
    Ok(writer.into_inner())
}

/// The size of a file as written and as sent, in bytes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct FileSize {
    pub(crate) raw: u64,
    pub(crate) sent: u64,
}

/// The sizes of the page's files. A `.br` copy counts as the sent size of its original.
pub(crate) fn measure_sizes(dist: &Path) -> Result<BTreeMap<PathBuf, FileSize>, Error> {
    let length = |path: &Path| fs::metadata(path).map(|metadata| metadata.len());
    let mut sizes = BTreeMap::new();
    for path in list_files(dist)? {
        if extension(&path) == "br" {
            continue;
        }
        let raw = length(&path).map_err(Error::file("measure", &path))?;
        let sent = length(&compressed_path(&path)).unwrap_or(raw);
        let relative = path.strip_prefix(dist).unwrap_or(&path).to_owned();
        sizes.insert(relative, FileSize { raw, sent });
    }
    Ok(sizes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripts_of_the_plain_build_are_for_old_engines() {
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
    fn compressed_bytes_decompress_to_the_original() {
        let raw = "社会保障卡".repeat(1000);
        let small = compress_brotli(raw.as_bytes()).expect("a vector takes everything");
        assert!(small.len() < 200);
        let mut again = Vec::new();
        brotli::BrotliDecompress(&mut small.as_slice(), &mut again).expect("what we wrote");
        assert_eq!(again, raw.as_bytes());
    }
}
