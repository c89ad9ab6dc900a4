//! Reads source files without their comments and literals, and lists the files that git tracks.

use std::fs;

use crate::error::Error;
use crate::process::{self, Invocation};
use crate::workspace::Workspace;

/// The language of a source file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Language {
    Rust,
    TypeScript,
}

impl Language {
    fn of_path(path: &str) -> Option<Self> {
        match path.rsplit_once('.')?.1 {
            "rs" => Some(Self::Rust),
            "ts" => Some(Self::TypeScript),
            _ => None,
        }
    }
}

/// A tracked source file: its path from the root of the workspace, and its code without comments and literals.
#[derive(Debug)]
pub(crate) struct SourceFile {
    pub(crate) path: String,
    pub(crate) code: String,
}

/// Reads the tracked Rust and TypeScript files below a folder of the workspace.
///
/// # Errors
/// When git does not answer, or a file cannot be read.
pub(crate) fn read_tracked_files(
    workspace: &Workspace,
    folder: &str,
) -> Result<Vec<SourceFile>, Error> {
    let list = Invocation::new("git")
        .arguments(["ls-files", "-z", "--", folder])
        .in_folder(workspace.root());
    let mut files = Vec::new();
    for path in process::output(list)?.split('\0').filter(|path| !path.contains("node_modules/")) {
        let Some(language) = Language::of_path(path) else { continue };
        let on_disk = workspace.path(path);
        // A file that was removed stays in the list until the removal is staged.
        if !on_disk.is_file() {
            continue;
        }
        let text = fs::read_to_string(&on_disk).map_err(Error::file("read", &on_disk))?;
        files.push(SourceFile { path: path.to_owned(), code: blank_non_code(&text, language) });
    }
    Ok(files)
}

/// The text with every character of a comment or literal replaced by a space. Line breaks stay, so that line numbers hold.
pub(crate) fn blank_non_code(text: &str, language: Language) -> String {
    let characters: Vec<char> = text.chars().collect();
    let mut scanner = Scanner { rest: &characters, code: String::with_capacity(text.len()) };
    match language {
        Language::Rust => scanner.scan_rust(),
        Language::TypeScript => scanner.scan_typescript(),
    }
    scanner.code
}

fn is_word(character: char) -> bool {
    character.is_alphanumeric() || character == '_'
}

/// Moves through a text and collects its code.
struct Scanner<'text> {
    rest: &'text [char],
    code: String,
}

impl Scanner<'_> {
    fn peek(&self, offset: usize) -> char {
        self.rest.get(offset).copied().unwrap_or('\0')
    }

    fn starts_with(&self, text: &str) -> bool {
        text.chars().enumerate().all(|(offset, character)| self.peek(offset) == character)
    }

    /// Takes over characters of code.
    fn copy(&mut self, count: usize) {
        let (taken, rest) = self.rest.split_at(count.min(self.rest.len()));
        self.code.extend(taken);
        self.rest = rest;
    }

    /// Replaces characters by spaces.
    fn blank(&mut self, count: usize) {
        let (taken, rest) = self.rest.split_at(count.min(self.rest.len()));
        self.code.extend(taken.iter().map(|own| if *own == '\n' { '\n' } else { ' ' }));
        self.rest = rest;
    }

    fn blank_line_comment(&mut self) {
        let end = self.rest.iter().position(|own| *own == '\n');
        self.blank(end.unwrap_or(self.rest.len()));
    }

    /// Block comments are nested in Rust alone.
    fn blank_block_comment(&mut self, is_nested: bool) {
        let mut depth = 0;
        while !self.rest.is_empty() {
            if self.starts_with("/*") && (depth == 0 || is_nested) {
                depth += 1;
                self.blank(2);
            } else if self.starts_with("*/") {
                depth -= 1;
                self.blank(2);
                if depth == 0 {
                    return;
                }
            } else {
                self.blank(1);
            }
        }
    }

    /// A literal between two quotes, in which a backslash escapes the next character.
    fn blank_quoted(&mut self, quote: char) {
        self.blank(1);
        while !self.rest.is_empty() {
            match self.peek(0) {
                '\\' => self.blank(2),
                own => {
                    self.blank(1);
                    if own == quote {
                        return;
                    }
                }
            }
        }
    }

    fn copy_word(&mut self) {
        let end = self.rest.iter().position(|own| !is_word(*own));
        self.copy(end.unwrap_or(self.rest.len()));
    }

    fn scan_rust(&mut self) {
        while !self.rest.is_empty() {
            match self.peek(0) {
                '/' if self.peek(1) == '/' => self.blank_line_comment(),
                '/' if self.peek(1) == '*' => self.blank_block_comment(true),
                '"' => self.blank_quoted('"'),
                '\'' if self.peek(1) == '\\' || self.peek(2) == '\'' => self.blank_quoted('\''),
                own if is_word(own) => self.scan_rust_word(),
                _ => self.copy(1),
            }
        }
    }

    /// A word of Rust, or the prefix of a literal with the literal.
    fn scan_rust_word(&mut self) {
        let length = self.rest.iter().position(|own| !is_word(*own)).unwrap_or(self.rest.len());
        let prefix: String = self.rest[..length].iter().collect();
        let hashes = self.rest[length..].iter().take_while(|own| **own == '#').count();
        match (prefix.as_str(), self.peek(length), self.peek(length + hashes)) {
            ("r" | "br" | "cr", _, '"') => {
                let end = format!("\"{}", "#".repeat(hashes));
                self.blank(length + hashes + 1);
                while !self.rest.is_empty() && !self.starts_with(&end) {
                    self.blank(1);
                }
                self.blank(hashes + 1);
            }
            ("b" | "c", quote @ ('"' | '\''), _) => {
                self.blank(1);
                self.blank_quoted(quote);
            }
            _ => self.copy_word(),
        }
    }

    fn scan_typescript(&mut self) {
        // For each template literal that is open: how many braces are open in its expression.
        let mut templates: Vec<usize> = Vec::new();
        while !self.rest.is_empty() {
            match self.peek(0) {
                '/' if self.peek(1) == '/' => self.blank_line_comment(),
                '/' if self.peek(1) == '*' => self.blank_block_comment(false),
                '/' if self.is_before_expression() => self.blank_regular_expression(),
                quote @ ('"' | '\'') => self.blank_quoted(quote),
                '`' => self.enter_template(&mut templates),
                '{' => {
                    templates.iter_mut().last().into_iter().for_each(|depth| *depth += 1);
                    self.copy(1);
                }
                '}' if templates.last() == Some(&0) => {
                    templates.pop();
                    self.enter_template(&mut templates);
                }
                '}' => {
                    templates.iter_mut().last().into_iter().for_each(|depth| *depth -= 1);
                    self.copy(1);
                }
                own if is_word(own) => self.copy_word(),
                _ => self.copy(1),
            }
        }
    }

    /// Blanks the text of a template literal: from its quote, or from the brace that closes an expression, up to its end or the next
    /// expression.
    fn enter_template(&mut self, templates: &mut Vec<usize>) {
        self.blank(1);
        while !self.rest.is_empty() {
            if self.peek(0) == '\\' {
                self.blank(2);
            } else if self.starts_with("${") {
                self.blank(2);
                templates.push(0);
                return;
            } else {
                let is_end = self.peek(0) == '`';
                self.blank(1);
                if is_end {
                    return;
                }
            }
        }
    }

    /// Whether a value is expected next, so that a slash begins a regular expression and is no division.
    fn is_before_expression(&self) -> bool {
        const KEYWORDS: [&str; 5] = ["return", "typeof", "case", "in", "of"];
        let code = self.code.trim_end();
        match code.chars().next_back() {
            None => true,
            Some(last) if is_word(last) => {
                let start = code.rfind(|own| !is_word(own)).map_or(0, |at| at + 1);
                KEYWORDS.contains(&&code[start..])
            }
            Some(last) => !matches!(last, ')' | ']' | '}'),
        }
    }

    fn blank_regular_expression(&mut self) {
        self.blank(1);
        let mut is_in_class = false;
        while !matches!(self.peek(0), '\0' | '\n') {
            match self.peek(0) {
                '\\' => self.blank(2),
                own => {
                    self.blank(1);
                    match own {
                        '[' => is_in_class = true,
                        ']' => is_in_class = false,
                        '/' if !is_in_class => break,
                        _ => {}
                    }
                }
            }
        }
        // The flags belong to the literal.
        let flags = self.rest.iter().position(|own| !is_word(*own)).unwrap_or(self.rest.len());
        self.blank(flags);
    }
}

#[cfg(test)]
mod tests {
    use super::{Language, blank_non_code};

    fn words(text: &str, language: Language) -> String {
        let code = blank_non_code(text, language);
        assert_eq!(code.matches('\n').count(), text.matches('\n').count(), "{text}");
        code.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn comments_and_literals_of_rust_are_blank() {
        for (text, code) in [
            ("a // told\nb", "a b"),
            ("a /* told /* told */ told */ b", "a b"),
            (r#"f("told \" told", b"told", c"told")"#, "f( , , )"),
            (r##"f(r#"told " told"#, r"told\", br"told")"##, "f( , , )"),
            (r"f('\'', 'x', b'\'', '\u{4e00}')", "f( , , , )"),
            ("fn f<'a>(text: &'a str)", "fn f<'a>(text: &'a str)"),
            ("r#type", "r#type"),
            ("let br = cr + b + 1;", "let br = cr + b + 1;"),
        ] {
            assert_eq!(words(text, Language::Rust), code, "{text}");
        }
    }

    #[test]
    fn comments_and_literals_of_typescript_are_blank() {
        for (text, code) in [
            ("a // told\nb /* told /* told */ c", "a b c"),
            (r#"f('told \' told', "told")"#, "f( , )"),
            ("`told ${a + `told ${b} told`} told` + c", "a + b + c"),
            ("`told ${{ a: {} }} told`", "{ a: {} }"),
            ("const a = /told[/]told\\/told/giu.exec(b) / c / d", "const a = .exec(b) / c / d"),
            ("return /told/", "return"),
        ] {
            assert_eq!(words(text, Language::TypeScript), code, "{text}");
        }
    }
}
