//! The rules of the application for a third-generation social security card (第三代社会保障卡).
//!
//! No I/O, no clock, no randomness, no browser: the same code decides in the page and on the server. Today's date is
//! a parameter wherever a rule needs one.
//!
//! Reading order: a [`field::Field`] is asked for; what was typed is kept in a [`draft::Draft`]; the modules of single
//! values parse it; [`application::Application::parse`] joins them and returns every [`fault::Fault`] at once.

pub mod account;
pub mod address;
pub mod api;
pub mod application;
pub mod choice;
pub mod code;
pub mod contact;
pub mod country;
pub mod date;
pub mod dictionary;
pub mod directory;
pub mod door;
pub mod draft;
mod english;
pub mod fault;
pub mod field;
pub mod host;
pub mod id_number;
pub mod language;
pub mod legible;
pub mod live;
pub mod mask;
pub mod name;
pub mod normalise;
pub mod other_ways;
pub mod password;
mod pattern;
pub mod photo;
pub mod rare;
pub mod reading;
pub mod step;
pub mod sum;
mod table;
pub mod tidy;
pub mod validity;

/// A calendar date of the Gregorian calendar; always a real one.
pub use time::Date;
