package dev.coffer.tsql;

import java.util.List;

/** A statement that decides which others run, or works with variables. Its log form is its words alone. */
public sealed interface ControlStatement extends Statement
        permits Declare,
                DeclareTable,
                SetVariable,
                SelectVariables,
                If,
                BeginEnd,
                While,
                Break,
                Continue,
                Return,
                TryCatch,
                Raiserror,
                Throw,
                Waitfor,
                ExecuteString,
                Execute,
                InsertExecute,
                DeclareCursor,
                OpenCursor,
                FetchCursor,
                CloseCursor,
                DeallocateCursor {

    @Override
    default String redacted() {
        return words();
    }

    /** The passwords in all of them. */
    static List<Secret> secrets(List<Statement> statements) {
        return statements.stream()
                .flatMap(statement -> statement.secrets().stream())
                .toList();
    }
}
