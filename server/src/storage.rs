//! The server's data on this machine: directories and files that only their owner may open, and the lock that prevents a second server.

use std::{
    fs::{self, File, TryLockError},
    io,
    path::{Path, PathBuf},
};

use crate::{app::StartError, config::Config, db::Db, photo_store::PhotoStore};

/// Opens the database and the picture store, which is all that most commands need. Their directories and files are closed to other users of
/// the machine, also those that an earlier version left open.
///
/// # Errors
/// When one of them cannot be opened.
pub async fn open_storage(config: &Config) -> Result<(Db, PhotoStore), StartError> {
    let (database, objects) = (config.database_file()?, config.objects_dir()?);
    for dir in [database.parent().unwrap_or(&config.data), &objects] {
        make_private_dir(dir).map_err(io_error("make the directory", dir))?;
    }
    restrict_to_owner(&config.data);
    restrict_to_owner(&objects);
    let db = Db::open(&database).await?;
    for ending in ["", "-wal", "-shm"] {
        restrict_to_owner(&with_ending(&database, ending));
    }
    Ok((db, PhotoStore::open(&objects)?))
}

/// The right to be the only server of a database. It ends when this is dropped or the process ends.
#[derive(Debug)]
pub struct ServerLock(
    #[expect(dead_code, reason = "the lock lasts as long as its file is open")] File,
);

impl ServerLock {
    /// Takes the lock of the settings' database.
    ///
    /// # Errors
    /// When another server has it, or its file cannot be created.
    pub fn acquire(config: &Config) -> Result<Self, StartError> {
        let path = with_ending(&config.database_file()?, ".lock");
        let dir = path.parent().unwrap_or(&config.data);
        make_private_dir(dir).map_err(io_error("make the directory", dir))?;
        let file = File::create(&path).map_err(io_error("make", &path))?;
        match file.try_lock() {
            Ok(()) => Ok(Self(file)),
            Err(TryLockError::WouldBlock) => Err(StartError::AlreadyServed { lock: path }),
            Err(TryLockError::Error(source)) => Err(io_error("lock", &path)(source)),
        }
    }
}

/// Closes all files and directories that this process creates from now on to other users.
pub fn make_private_files() {
    #[cfg(unix)]
    rustix::process::umask(rustix::fs::Mode::RWXG | rustix::fs::Mode::RWXO);
}

/// Creates a directory, and those above it, that only the owner may enter. An existing one keeps its rights.
fn make_private_dir(dir: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::DirBuilderExt as _;
        builder.mode(0o700);
    }
    builder.create(dir)
}

/// Removes the rights of group and others. Files of another owner stay unchanged.
fn restrict_to_owner(path: &Path) {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let Ok(metadata) = fs::metadata(path) else { return };
        let mode = metadata.permissions().mode();
        // A directory like /tmp is shared by all users.
        if mode & 0o1000 != 0 {
            return;
        }
        let mode = mode & 0o700;
        let _ = fs::set_permissions(path, fs::Permissions::from_mode(mode));
    }
    #[cfg(not(unix))]
    let _ = path;
}

/// The path with an ending added to its name.
fn with_ending(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    name.into()
}

fn io_error(what: &'static str, path: &Path) -> impl FnOnce(io::Error) -> StartError {
    let what = format!("cannot {what} {}", path.display());
    move |source| StartError::Io { what, source }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settings(dir: &Path) -> Config {
        Config { data: dir.to_owned(), ..Config::from_toml("sandbox = 'on'").unwrap() }
    }

    #[test]
    fn a_second_server_waits_for_the_first_to_end() {
        let dir = tempfile::tempdir().unwrap();
        let config = settings(dir.path());
        let first = ServerLock::acquire(&config).unwrap();
        let refused = ServerLock::acquire(&config).unwrap_err().to_string();
        assert!(refused.contains("another server"), "{refused}");
        drop(first);
        assert!(ServerLock::acquire(&config).is_ok());
    }

    #[cfg(unix)]
    #[tokio::test]
    async fn only_the_owner_may_open_the_data_in_any_place() {
        use std::os::unix::fs::PermissionsExt as _;
        let dir = tempfile::tempdir().unwrap();
        let [database, objects] =
            ["named/db/sscard.sqlite", "named/objects"].map(|name| dir.path().join(name));
        // An earlier version left this one open.
        fs::create_dir_all(&objects).unwrap();
        fs::set_permissions(&objects, fs::Permissions::from_mode(0o755)).unwrap();
        let config = Config {
            database_url: format!("sqlite:{}", database.display()),
            object_store_url: format!("file:{}", objects.display()),
            ..settings(&dir.path().join("data"))
        };
        let (db, _store) = open_storage(&config).await.unwrap();
        db.check_writable(0).await.unwrap();
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        for (path, wanted) in [
            (database.parent().unwrap().to_owned(), 0o700),
            (database.clone(), 0o600),
            (with_ending(&database, "-wal"), 0o600),
            (with_ending(&database, "-shm"), 0o600),
            (objects, 0o700),
        ] {
            assert_eq!(mode(&path), wanted, "{}", path.display());
        }
    }
}
