//! Where the settings put the database and the pictures.

use std::path::PathBuf;

use super::{Config, ConfigError};

impl Config {
    /// The database's file.
    ///
    /// # Errors
    /// When another engine is named.
    pub fn database_file(&self) -> Result<PathBuf, ConfigError> {
        let default_path = || self.data.join("sscard.sqlite");
        parse_storage_url("DATABASE_URL", &self.database_url, "sqlite", default_path)
    }

    /// The directory of the pictures.
    ///
    /// # Errors
    /// When another store is named.
    pub fn objects_dir(&self) -> Result<PathBuf, ConfigError> {
        let default_path = || self.data.join("objects");
        parse_storage_url("OBJECT_STORE_URL", &self.object_store_url, "file", default_path)
    }
}

/// The path in `scheme:PATH`, `scheme://PATH` or `scheme:///PATH`, up to a question mark.
fn parse_storage_url(
    key: &'static str,
    url: &str,
    scheme: &'static str,
    default: impl Fn() -> PathBuf,
) -> Result<PathBuf, ConfigError> {
    if url.is_empty() {
        return Ok(default());
    }
    match url.split_once(':') {
        Some((given, path)) if given == scheme => {
            let path = path.strip_prefix("//").unwrap_or(path);
            Ok(PathBuf::from(path.split('?').next().unwrap_or(path)))
        }
        Some((given, _)) => {
            Err(ConfigError::Scheme { key, scheme: given.to_owned(), supported: scheme })
        }
        None => {
            Err(ConfigError::Scheme { key, scheme: String::from("no scheme"), supported: scheme })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn storage_urls_name_a_path_or_are_refused() {
        let file = |url: &str| {
            Config { database_url: url.to_owned(), ..Config::from_toml("").unwrap() }
                .database_file()
                .map_err(|error| error.to_string())
        };
        assert_eq!(file("").unwrap(), PathBuf::from("./data/sscard.sqlite"));
        assert_eq!(file("sqlite:/a/b.db?mode=rwc").unwrap(), PathBuf::from("/a/b.db"));
        assert_eq!(file("sqlite:///a/b.db").unwrap(), PathBuf::from("/a/b.db"));
        assert!(file("postgres://host/db").unwrap_err().contains("sqlite"));
    }
}
