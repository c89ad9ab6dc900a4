//! What pages are made of. Nothing here knows the form or the server: values come in as signals, what people do
//! goes out as callbacks.

pub mod aloud;
pub mod branch_picker;
pub mod breadcrumb;
pub mod button;
pub mod camera;
pub mod card_example;
pub mod choice;
pub mod columns;
pub mod corners;
pub mod cropper;
pub mod dialog;
pub mod error_summary;
pub mod field;
pub mod grouped;
pub mod header;
pub mod notice;
pub mod photo_example;
pub mod picker;
pub mod rare;
pub mod reading;
pub mod receipt_number;
pub mod skeleton;
pub mod stepper;
pub mod switch;
pub mod tabs;
pub mod thumbnail;
pub mod toast;
pub mod toolbar;
pub mod uploader;
