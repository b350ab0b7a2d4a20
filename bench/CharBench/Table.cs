namespace Actors.CharBench;

/// <summary>Writes Markdown tables to standard output.</summary>
internal static class Table
{
    /// <summary>In front of the name of a column: its cells stand at the right.</summary>
    private const char Right = '>';

    /// <param name="title">What stands above.</param>
    /// <param name="columns">Their names; one of numbers begins with &gt;.</param>
    public static void Begin(string title, params string[] columns)
    {
        Console.WriteLine($"\n#### {title}\n");
        Row([.. columns.Select(column => column.TrimStart(Right))]);
        Row([.. columns.Select(column => column.StartsWith(Right) ? "---:" : "---")]);
    }

    public static void Row(params string[] cells) => Console.WriteLine($"| {string.Join(" | ", cells)} |");
}
