//! What pages are made of. Nothing here knows the form or the server: values come in as signals, what people do
//! goes out as callbacks.

pub mod aloud;
pub mod branch_picker;
pub mod camera;
pub mod choice;
pub mod corners;
pub mod cropper;
pub mod dialog;
pub mod error_summary;
pub mod field;
pub mod notice;
pub mod reading;
pub mod receipt_number;
pub mod stepper;
pub mod thumbnail;
pub mod uploader;
