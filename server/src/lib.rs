//! Keeps what people send, checks everything again with the same rules, and carries it to the card makers and back.
//!
//! Reading order: [`router::router`] is the whole site on one screen; a handler in [`routes`] takes an extractor of
//! [`session`] and answers or returns an [`error::Error`]; [`db`] is the only SQL, [`photo_store`] the only object store.

pub mod accounts;
pub mod address;
pub mod admission;
pub mod app;
pub mod captcha;
pub mod clock;
pub mod command;
pub mod config;
pub mod connection;
pub mod connection_limit;
pub mod cookie;
pub mod db;
pub mod device;
pub mod error;
pub mod face;
pub mod finder;
pub mod host_phone;
pub mod licence;
pub mod limits;
pub mod log;
pub mod metrics;
pub mod origin;
pub mod passwords;
pub mod photo_store;
pub mod pictures;
pub mod providers;
pub mod purge;
pub mod reading;
pub mod register;
pub mod router;
pub mod routes;
mod samples;
pub mod scans;
pub mod secret;
pub mod serve;
mod service;
pub mod session;
pub mod site;
pub mod sms;
pub mod storage;
pub mod tables;
pub mod text_file;
pub mod texts;
pub mod throttle;
mod verdict;
pub mod words;

/// Prepares what HTTPS clients need; once a process, before the first of them is made.
pub fn install_tls() {
    // A second installation, in tests, keeps the first.
    let _ = rustls::crypto::ring::default_provider().install_default();
}
