//! The server from outside: over HTTP as a browser meets it, and on the command line as a script does.

mod applications;
mod commands;
mod drafts;
mod house;
mod limits;
mod pages;
mod pictures;
mod privacy;
mod seams;
mod sign_in;
