using System.Runtime.InteropServices;

namespace Actors.Unicode.Packed;

/// <summary>
/// The packed data. It stays where the runtime mapped this assembly: opening costs nothing, what is never asked for is never
/// read from the disk, and processes of one machine share it.
/// </summary>
internal sealed class Pack
{
    private static readonly Lazy<Pack> Resource = new(Open);

    private readonly PackedSpan<byte> _bytes;
    private readonly PackedSpan<int> _header;

    private Pack(PackedSpan<byte> bytes)
    {
        if (!BitConverter.IsLittleEndian)
            throw new PlatformNotSupportedException("The packed character data is little-endian.");
        _bytes = bytes;
        _header = bytes.As<int>();
        if (_header.Length < 2 || _header[0] != PackLayout.Magic)
            throw Damaged();
    }

    /// <exception cref="InvalidDataException">The assembly is damaged.</exception>
    public static Pack Embedded => Resource.Value;

    public PackedSpan<T> Numbers<T>(PackSection section)
        where T : unmanaged => Section((int)section).As<T>();

    public TextTable Texts(PackSection section) => Texts((int)section);

    public WordTable Words(PackSection section) => Words((int)section);

    /// <summary>In the language of this number: the keywords of each document that has some, and their words.</summary>
    public (TextTable Keywords, WordTable Words) Keywords(int language)
    {
        var section = (int)PackSection.Keywords + (language * PackLayout.SectionsPerLanguage);
        return (Texts(section), Words(section + 1));
    }

    private static unsafe Pack Open()
    {
        var stream = typeof(Pack).Assembly.GetManifestResourceStream(PackLayout.ResourceName) ?? throw Damaged();
        var length = checked((int)stream.Length);
        if (stream is UnmanagedMemoryStream mapped)
            return new Pack(new PackedSpan<byte>(mapped.PositionPointer, length));
        // A host that loads assemblies from elsewhere than files: a copy, never freed.
        var copy = (byte*)NativeMemory.AlignedAlloc((nuint)length, PackLayout.Alignment);
        stream.ReadExactly(new Span<byte>(copy, length));
        return new Pack(new PackedSpan<byte>(copy, length));
    }

    private TextTable Texts(int number)
    {
        var section = Section(number);
        var numbers = section.As<int>();
        var offsets = numbers.Slice(1, numbers[0] + 1);
        var header = sizeof(int) * (offsets.Length + 1);
        return new TextTable(offsets, section.Slice(header, section.Length - header));
    }

    private WordTable Words(int number) => new(
        Texts(number), Section(number + 1).As<int>(), Section(number + 2).As<int>(), Section(number + 3).As<uint>());

    private PackedSpan<byte> Section(int number) =>
        (uint)number < (uint)_header[1] ? _bytes.Slice(_header[(2 * number) + 2], _header[(2 * number) + 3]) : throw Damaged();

    private static InvalidDataException Damaged() => new("The character data of this assembly is damaged.");
}
