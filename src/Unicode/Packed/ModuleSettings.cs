using System.Runtime.CompilerServices;

// Buffers on the stack are written before they are read; clearing them first cost a third of the time of a row.
[module: SkipLocalsInit]
