-- PRINT says what it is told, and nothing is counted.
PRINT 'one'
PRINT N'zwei'
GO
--> one
--> zwei
