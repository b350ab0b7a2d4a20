namespace Actors.Grains.Bodies;

/// <summary>The bytes of something large. Everything else about it is in the record that names their slot.</summary>
[GenerateSerializer, Alias("actors.flag-body")]
internal sealed record StoredBody
{
    [Id(0)] public byte[] Bytes { get; init; } = [];
}
