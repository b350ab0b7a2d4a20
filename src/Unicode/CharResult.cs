using System.Runtime.InteropServices;
using Actors.Unicode.Queries;

namespace Actors.Unicode;

/// <summary>What a query found; its rows went to the caller's buffer.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct CharResult
{
    /// <summary>All results, exactly.</summary>
    public int Total { get; internal init; }

    /// <summary>Position of the first written row among them, from 0.</summary>
    public int From { get; internal init; }

    /// <summary>Rows written.</summary>
    public int Count { get; internal init; }

    /// <summary>The order used.</summary>
    public CharSort Sort { get; internal init; }

    /// <summary>The newest version whose characters may be among the results.</summary>
    public string Unicode { get; internal init; }

    /// <summary>What <see cref="CharMode.Smart"/> made of the query, as a JSON object; null in other modes.</summary>
    public byte[]? Used { get; internal init; }

    /// <summary>The cursor of the next page, made when it is asked for; null at the end.</summary>
    public string? Next => HasNext ? CharCursor.Encode(Data, Identity, LastKey) : null;

    internal bool HasNext { get; init; }

    internal uint Data { get; init; }

    internal ulong Identity { get; init; }

    internal ulong LastKey { get; init; }
}
