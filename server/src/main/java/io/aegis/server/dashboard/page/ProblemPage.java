package io.aegis.server.dashboard.page;

/** A page that says what went wrong and what to do. */
public record ProblemPage(Shell shell, int status, String title, String text) {}
