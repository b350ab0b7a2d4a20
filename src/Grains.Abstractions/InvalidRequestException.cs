namespace Actors.Grains;

/// <summary>A caller's value cannot be used. <see cref="Field"/> names it as the caller wrote it (<c>countries[2]</c>).</summary>
[GenerateSerializer, Alias("actors.invalid-request")]
public sealed class InvalidRequestException(string code, string field, string message) : ActorsException(code, message)
{
    [Id(0)] public string Field { get; } = field;
}
