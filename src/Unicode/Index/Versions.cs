using Actors.Unicode.Characters;

namespace Actors.Unicode.Index;

/// <summary>The versions of Unicode, and which characters each of them had.</summary>
internal sealed class Versions
{
    private readonly string[] _names;
    private readonly DocumentRuns[] _firstIn;
    private readonly StoredSet?[] _upTo;
    private readonly int _documents;

    public Versions(PropertySets sets, int documents)
    {
        _documents = documents;
        (_names, _firstIn) = ([.. sets.Of("age").Select(set => set.Value)], [.. sets.Of("age").Select(set => set.Documents)]);
        _upTo = new StoredSet?[_names.Length];
    }

    public IReadOnlyList<string> Names => _names;

    public DocumentRuns FirstIn(int version) => _firstIn[version];

    /// <summary>Number of a version written as <c>14.0</c> or <c>14</c>; -1 if there is none.</summary>
    public int Find(ReadOnlySpan<char> text)
    {
        for (var version = 0; version < _names.Length; version++)
        {
            var name = _names[version].AsSpan();
            if (text.SequenceEqual(name) || (name.EndsWith(".0") && text.SequenceEqual(name[..^2])))
                return version;
        }

        return -1;
    }

    /// <summary>The wanted version, the newest for null.</summary>
    /// <exception cref="QueryException"><c>unknown_unicode</c></exception>
    public int Parse(string? text) => text is null ? _names.Length - 1 : Find(text) is >= 0 and var version ? version : throw new QueryException(
        "unknown_unicode", "unicode", $"'unicode' must be one of {string.Join(", ", _names)}; the minor version 0 may be left out.");

    /// <summary>The characters that a version had; null for the newest, which has all.</summary>
    public StoredSet? UpTo(int version)
    {
        if (version == _names.Length - 1)
            return null;
        // Built by whoever asks first; if two do, both build the same.
        return _upTo[version] ??= Build(version);
    }

    private StoredSet Build(int version)
    {
        var bits = new ulong[Bitmap.WordsFor(_documents)];
        for (var older = 0; older <= version; older++)
            Bitmap.AddRuns(bits, _firstIn[older].Bounds);
        return new StoredSet(bits);
    }
}
