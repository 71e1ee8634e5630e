"""The mark of PDF/UA-1 in a file that is PDF/A-3 as well."""

from typing import Any

# ISO 14289-1, clause 5: the mark. ISO 19005-3, 6.6.2.3: a schema that PDF/A does not know must be described.
_XMP = b"""<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"><pdfuaid:part>1</pdfuaid:part>
</rdf:Description><rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix><pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Indicates, which part of ISO 14289 standard is followed</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>"""


def declare_accessible(metadata: Any) -> None:
    """Let WeasyPrint's metadata name PDF/UA-1 too, which it writes for one standard at a time, uncompressed.

    Args:
        metadata: The `metadata` of a rendered document.
    """
    generate, include = metadata.generate_rdf_metadata, metadata.include_in_pdf

    def generate_both(*arguments: Any) -> bytes:
        rdf: bytes = generate(*arguments)
        return rdf.replace(b"</rdf:RDF>", _XMP + b"</rdf:RDF>")

    def include_readable(*arguments: Any) -> None:
        # Archives read the metadata without decoding; the last argument asks for compression.
        include(*arguments[:-1], compress=False)

    metadata.generate_rdf_metadata, metadata.include_in_pdf = generate_both, include_readable
