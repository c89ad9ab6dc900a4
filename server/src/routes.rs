//! The handlers, one module for each part of the API. Every handler fails when the database fails.

pub mod account;
pub mod application;
pub mod captcha;
pub mod client;
pub mod code;
mod consent;
pub mod devices;
pub mod directory;
pub mod draft;
pub mod eligibility;
pub mod face;
pub mod health;
pub mod host_phone;
pub mod metrics;
pub mod other_ways;
pub mod person;
pub mod picture;
pub mod provider;
pub mod reading;
pub mod sandbox;
pub mod scan;
pub mod session;
mod session_view;
mod values;
